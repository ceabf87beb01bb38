// The narrow page that one passes on the way in: signing up, signing in, setting up.

import { html } from 'lit';
import { weirScene } from './river.js';

export const gate = (title, lead, form, below) => html`
  <div class="gate">
    <section class="gate-form">
      <h1 tabindex="-1">${title}</h1>
      <p class="lead">${lead}</p>
      ${form}
      <p class="below">${below}</p>
    </section>
    <div class="gate-scene">${weirScene()}</div>
  </div>`;
