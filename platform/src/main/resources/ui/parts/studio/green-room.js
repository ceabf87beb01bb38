// Before going in: how do I look, can I be heard, and what is my name. Nothing above the button may change its height while
// devices come: a press that begins on a button which moves is no click.

import { html, nothing } from 'lit';
import { WeirElement } from '../../core/element.js';
import { Form } from '../../core/form.js';
import { t } from '../../core/language.js';
import { needed } from '../../core/rules.js';
import { submitButton, textField } from '../field.js';
import { icon } from '../icons.js';
import { moving } from '../moving.js';
import { deviceFields } from './device-fields.js';
import './level-meter.js';

const NAME = 'weir-guest-name';

/** Says `join` with the name in its detail. */
class GreenRoom extends WeirElement {
  static properties = { devices: { attribute: false }, guest: { type: Boolean }, name: {} };

  #form = new Form(this, { name: value => (this.guest ? needed(value) : undefined) });

  #typed = null;

  connectedCallback() {
    super.connectedCallback();
    this.devices.addEventListener('change', () => this.requestUpdate(), { signal: this.left });
    if (this.devices.state === 'idle') this.devices.start();
  }

  /** What is typed stays, whatever is drawn anew meanwhile. */
  #input(event) {
    if (event.target.name === 'name') this.#typed = event.target.value;
    this.#form.touched(event);
  }

  #join(name) {
    if (this.guest) localStorage.setItem(NAME, name);
    this.dispatchEvent(new CustomEvent('join', { detail: { name } }));
  }

  render() {
    const form = this.#form;
    const { state } = this.devices;
    return html`
      <div class="green-room">
        ${this.#mirror()}
        <form class="panel" novalidate @submit=${form.submit(async ({ name }) => this.#join(name?.trim()))} @input=${event => this.#input(event)}>
          <h2>${t('studio.ready')}</h2>
          ${this.guest ? textField({ form, name: 'name', label: t('studio.name'), hint: t('studio.name.hint'), value: this.#typed ?? this.name ?? localStorage.getItem(NAME) ?? '', maxlength: 40, autocomplete: 'nickname' }) : nothing}
          ${deviceFields(this.devices)}
          <p class="note">${icon('check')}<span>${this.guest ? t('studio.join.guest') : t('studio.join.host')}</span></p>
          ${submitButton(form, t('studio.join'))}
          ${TROUBLES.includes(state) ? this.#trouble(state) : nothing}
        </form>
      </div>`;
  }

  #mirror() {
    const { camera, microphone } = this.devices.tracks;
    return html`
      <section class="mirror" aria-label=${t('studio.preview')}>
        ${camera ? html`<video class="mirrored" autoplay playsinline .muted=${true} .srcObject=${moving(this.#streamOf(camera))}></video>`
          : html`<div class="mirror-empty">${this.devices.state === 'asking' ? html`<span class="spinner large"></span><p>${t('device.asking')}</p>` : html`${icon('camera-off')}<p>${t('device.camera.off')}</p>`}</div>`}
        <div class="mirror-dock">
          ${this.#switch('microphone', microphone?.enabled ?? false)}
          ${this.#switch('camera', camera !== null)}
          <weir-level .track=${microphone}></weir-level>
        </div>
      </section>`;
  }

  #switch(kind, on) {
    return html`
      <button class="round ${on ? '' : 'off'}" type="button" aria-pressed=${on ? 'true' : 'false'} aria-label=${t(`device.${kind}`)}
              @click=${() => this.devices.turn(kind, !on)}>${icon(on ? kind : `${kind}-off`)}</button>`;
  }

  #trouble(state) {
    return html`
      <div class="notice ${state === 'denied' || state === 'insecure' ? 'bad' : 'warn'}" role="alert">${icon('alert')}
        <span>${t(`device.${state}`)}</span>
        ${state === 'insecure' ? nothing : html`<button class="button small" type="button" @click=${() => this.devices.start()}>${t('error.again')}</button>`}
      </div>`;
  }

  #streams = new WeakMap();

  #streamOf(track) {
    if (!this.#streams.has(track)) this.#streams.set(track, new MediaStream([track]));
    return this.#streams.get(track);
  }
}

const TROUBLES = ['denied', 'none', 'busy', 'insecure'];

customElements.define('weir-green-room', GreenRoom);
