// The studio while one is in it: the stage in the middle, one's own switches below, everybody else beside.

import { html, nothing } from 'lit';
import { ref, createRef } from 'lit/directives/ref.js';
import { WeirElement } from '../../core/element.js';
import { connection } from '../../core/connection.js';
import { language, t } from '../../core/language.js';
import { Problem } from '../../core/problem.js';
import { confirm, Dialog } from '../dialog.js';
import { icon } from '../icons.js';
import { toast } from '../toasts.js';
import { deviceFields } from './device-fields.js';
import { dock } from './dock.js';
import { encoder } from './encoder.js';
import { invite } from './invite.js';
import { layouts } from './layouts.js';
import { people } from './people.js';
import '../chat/chat.js';
import '../clock.js';
import '../stage-view.js';
import './figures.js';
import './level-meter.js';
import './monitor.js';

const PATIENT = 3; // attempts in vain after which we say so, and go on trying
const TOLD = ['joined', 'left', 'returned', 'hand-raised', 'live', 'ended', 'admitted', 'dismissed'];

/** Says `leave` when the performer goes. */
class Desk extends WeirElement {
  static follows = [connection];

  static properties = {
    slug: {},
    performance: { attribute: false },
    monitoring: { state: true },
    measuring: { state: true },
    busy: { state: true },
  };

  #dialog = new Dialog(this);
  #view = createRef();

  constructor() {
    super();
    this.monitoring = false;
    this.measuring = false;
    this.busy = false;
  }

  connectedCallback() {
    super.connectedCallback();
    const { performance, left } = this;
    performance.addEventListener('change', () => this.#changed(), { signal: left });
    performance.addEventListener('silenced', () => toast(t('studio.silenced'), 'bad'), { signal: left });
    performance.addEventListener('event', ({ detail }) => this.#tell(detail), { signal: left });
    performance.devices.addEventListener('change', () => this.requestUpdate(), { signal: left });
    document.addEventListener('keydown', event => this.#key(event), { signal: left });
  }

  async #changed() {
    this.requestUpdate();
    await this.updateComplete;
    this.#view.value?.sound(); // a performer has touched the page, so that browsers let the others be heard
  }

  #tell({ name, performer, text }) {
    if (!TOLD.includes(name) || (performer === this.performance.self?.id && ['joined', 'returned', 'hand-raised'].includes(name))) return;
    const own = performer === this.performance.self?.id && ['admitted', 'dismissed'].includes(name);
    toast(t(own ? `studio.event.own.${name}` : `studio.event.${name}`, { name: text ?? '' }));
  }

  /** A change asked of the stage by a button: if it is refused, a toast says why. */
  #act = async (message, done) => {
    try {
      await this.performance.ask(message);
      if (done) toast(done);
      return true;
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      toast(problem.text, 'bad');
      return false;
    }
  };

  async #goLive() {
    this.busy = true;
    await this.#act({ type: 'go-live' });
    this.busy = false;
  }

  #end() {
    confirm(this, this.#dialog, {
      title: () => t('studio.end.title'),
      text: () => t('studio.end.text'),
      action: () => t('studio.end'),
      keep: () => t('studio.end.keep'),
      send: async () => { await this.performance.ask({ type: 'end' }); },
    });
  }

  #remove = ({ id, name }) => confirm(this, this.#dialog, {
    title: () => t('studio.remove.title', { name }),
    text: () => t('studio.remove.text'),
    action: () => t('studio.remove'),
    keep: () => t('form.cancel'),
    send: async () => { await this.performance.ask({ type: 'remove', performer: id }); },
  });

  /** Resolves to whether to leave: on air, only after a question. */
  mayLeave() {
    if (!this.performance.isOnAir) return Promise.resolve(true);
    return new Promise(resolve => {
      confirm(this, this.#dialog, {
        title: () => t('studio.leave.title'),
        text: () => t(this.performance.isHost ? 'studio.leave.host' : 'studio.leave.guest'),
        action: () => t('studio.leave'),
        keep: () => t('studio.leave.keep'),
        send: async () => { resolve(true); },
      });
      this.querySelector('dialog').addEventListener('close', () => resolve(false), { once: true });
    });
  }

  async #leave() {
    if (await this.mayLeave()) this.dispatchEvent(new Event('leave'));
  }

  #devices() {
    this.#dialog.show({
      title: () => t('studio.devices'),
      body: () => html`
        <div class="device-dialog">${deviceFields(this.performance.devices)}
          <weir-level .track=${this.performance.devices.tracks.microphone}></weir-level>
        </div>
        <div class="actions end"><button class="button primary" type="button" @click=${() => this.#dialog.close()}>${t('dialog.close')}</button></div>`,
    });
  }

  async #turn(kind) {
    const wanted = !this.performance[kind];
    if (!(await this.performance.turn(kind, wanted))) toast(t('device.failed'), 'bad');
  }

  async #screen() {
    if (this.performance.screen) return this.performance.stopScreen();
    try {
      await this.performance.shareScreen();
    } catch (error) {
      if (error.name !== 'NotAllowedError') toast(t('studio.screen.failed'), 'bad'); // to change one's mind is no failure
    }
    return undefined;
  }

  #key(event) {
    const typing = event.target.closest?.('input:not([type=radio]), textarea, select, dialog');
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const act = { m: () => this.#turn('microphone'), v: () => this.#turn('camera'), h: () => this.#hand() }[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  }

  #hand() {
    if (!this.performance.isHost) this.#act({ type: 'hand', raised: !this.performance.own?.hand });
  }

  render() {
    const { stage, socket } = this.performance;
    if (!stage) return this.#entering(socket);
    return html`
      <div class="desk">
        <div class="desk-main">
          ${this.#bar(stage)}
          ${this.#stage(stage)}
          ${dock({ performance: this.performance, turn: kind => this.#turn(kind), screen: () => this.#screen(), hand: () => this.#hand(), devices: () => this.#devices(), leave: () => this.#leave() })}
          ${this.performance.isHost ? layouts({ stage, act: this.#act }) : nothing}
          <p class="hush keys">${t('studio.keys.hint')}</p>
        </div>
        <aside class="desk-side" aria-label=${t('studio.side')}>${this.#side(stage, socket)}</aside>
      </div>
      ${this.#dialog.view()}`;
  }

  #entering({ misses }) {
    return html`
      <div class="desk-waiting">
        <span class="spinner large"></span>
        <p role="status">${misses >= PATIENT ? t('player.unreachable') : t('studio.entering')}</p>
        <button class="button" type="button" @click=${() => this.#leave()}>${t('studio.leave')}</button>
      </div>`;
  }

  #bar(stage) {
    const { isHost } = this.performance;
    const running = ['live', 'grace', 'opening'].includes(stage.state);
    return html`
      <div class="desk-bar" data-state=${stage.state}>
        <span class="badge ${stage.state === 'live' ? 'on-air' : ''}" role="status">${stage.state === 'live' ? icon('live') : nothing}${t(`studio.state.${stage.state}`)}</span>
        ${stage.broadcast && running ? html`<weir-clock since=${stage.broadcast.startedAt}></weir-clock>` : nothing}
        ${running ? html`<span class="audience">${icon('eye')}${language.plural('live.viewers', stage.viewers)}</span>` : nothing}
        ${stage.recording && running ? html`<span class="recording">${icon('record')}${t('studio.recording')}</span>` : nothing}
        <span class="stretch"></span>
        ${!isHost ? nothing : running
          ? html`<button class="button danger" type="button" @click=${() => this.#end()}>${t('studio.end')}</button>`
          : html`<button class="button primary go-live" type="button" aria-disabled=${this.busy ? 'true' : 'false'} @click=${() => this.busy || this.#goLive()}>${icon('live')}${t('studio.golive')}</button>`}
      </div>`;
  }

  /** What is not well, said calmly: it is being looked after. */
  #trouble() {
    const { socket, publishers, watcher } = this.performance;
    const sessions = [publishers.camera, publishers.screen, watcher].filter(Boolean);
    const is = state => sessions.some(session => session.state === state);
    if (socket.state !== 'open') return html`<p><span class="spinner"></span><span>${t('studio.trouble.socket')}</span></p>`;
    if (is('failed')) return html`<p>${icon('alert')}<span>${t('studio.trouble.failed')}</span></p>`;
    if (is('recovering')) return html`<p><span class="spinner"></span><span>${t('studio.trouble.media')}</span></p>`;
    return nothing;
  }

  #stage(stage) {
    const { performance } = this;
    const empty = !stage.performers.some(({ onStage }) => onStage);
    const backstage = performance.own && !performance.own.onStage;
    return html`
      <section class="stage program" data-phase=${stage.state} aria-label=${t('studio.program')}>
        <weir-stage-view ${ref(this.#view)} .stage=${stage} .feeds=${performance.feeds} speaker=${performance.devices.chosen('speaker')}></weir-stage-view>
        ${empty ? html`<div class="stage-text"><p class="stage-state">${t('studio.empty')}</p></div>` : nothing}
        <div class="stage-notes" role="status">
          ${backstage ? html`<p>${icon('clock')}<span>${t('studio.backstage.you')}</span></p>` : nothing}
          ${this.#trouble()}
        </div>
      </section>`;
  }

  #side(stage, socket) {
    const { performance } = this;
    const { isHost } = performance;
    return html`
      <section class="panel" aria-labelledby="people">
        <div class="tile-head"><h2 id="people">${t('studio.people')}</h2>
          ${isHost ? html`<button class="button small" type="button" @click=${() => invite(this, this.#dialog, performance)}>${icon('plus')}${t('studio.invite')}</button>` : nothing}</div>
        <div class="people-lists">${people({ performance, feeds: performance.feeds, act: this.#act, remove: this.#remove })}</div>
      </section>
      ${isHost ? html`
        <section class="panel" aria-labelledby="record">
          <label class="switch"><span><strong id="record">${t('studio.record')}</strong><span class="hush">${t('studio.record.text')}</span></span>
            <input type="checkbox" role="switch" .checked=${stage.recording} ?disabled=${socket.state !== 'open'} @change=${event => this.#record(event)}></label>
        </section>` : nothing}
      <section class="desk-chat"><weir-chat slug=${this.slug}></weir-chat></section>
      ${this.#fold('monitor', t('studio.monitor'), this.monitoring, open => { this.monitoring = open; }, () => html`
        <p class="hush">${t('studio.monitor.text')}</p><weir-monitor slug=${this.slug}></weir-monitor>`)}
      ${this.#fold('nerds', t('stats.heading'), this.measuring, open => { this.measuring = open; }, () => html`<weir-figures .performance=${performance}></weir-figures>`)}
      ${isHost ? this.#fold('encoder', t('studio.encoder'), undefined, () => {}, () => encoder(this.slug)) : nothing}`;
  }

  async #record({ target }) {
    if (!(await this.#act({ type: 'record', on: target.checked }))) target.checked = this.performance.stage.recording;
  }

  /** What is folded away costs nothing; `open` undefined is for what costs nothing anyhow. */
  #fold(name, title, open, toggled, body) {
    return html`
      <details class="panel fold" data-fold=${name} @toggle=${event => toggled(event.target.open)}>
        <summary><h2>${title}</h2>${icon('chevron')}</summary>
        ${open === false ? nothing : body()}
      </details>`;
  }
}

customElements.define('weir-desk', Desk);
