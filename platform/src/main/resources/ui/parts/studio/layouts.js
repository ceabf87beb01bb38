// How the stage is arranged, and who has the light.

import { html, nothing } from 'lit';
import { t } from '../../core/language.js';
import { LAYOUTS } from '../../stage/layout.js';
import { icon } from '../icons.js';

export function layouts({ stage, act }) {
  const { name, spotlight } = stage.layout;
  const on = stage.performers.filter(({ onStage }) => onStage);
  return html`
    <div class="layouts">
      <fieldset class="segments">
        <legend class="sr">${t('studio.layout')}</legend>
        <div>${LAYOUTS.map(layout => html`
          <label title=${t(`layout.${layout}`)}><input type="radio" name="layout" aria-label=${t(`layout.${layout}`)} .checked=${layout === name}
            @change=${() => act({ type: 'layout', name: layout, spotlight })}><span>${icon(`layout-${layout}`)}</span></label>`)}</div>
      </fieldset>
      ${name !== 'grid' && on.length > 1 ? html`
        <div class="field spotlight">
          <label for="spotlight" class="sr">${t('studio.spotlight')}</label>
          <div class="input select">
            <select id="spotlight" @change=${event => act({ type: 'layout', name, spotlight: event.target.value || null })}>
              <option value="" ?selected=${!spotlight}>${t('studio.spotlight.auto')}</option>
              ${on.map(performer => html`<option value=${performer.id} ?selected=${performer.id === spotlight}>${performer.name}</option>`)}
            </select>
            ${icon('chevron')}
          </div>
        </div>` : nothing}
    </div>`;
}
