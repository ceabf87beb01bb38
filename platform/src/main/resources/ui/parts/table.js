// A table that may be wider than the page: it scrolls by itself, by touch and by keyboard.

import { html } from 'lit';
import { t } from '../core/language.js';

/** Heads are keys of messages; the first cell of a row names the row. */
export const table = (name, heads, rows) => html`
  <div class="table" role="region" aria-label=${name} tabindex="0">
    <table>
      <thead><tr>${heads.map(key => html`<th scope="col">${t(key)}</th>`)}</tr></thead>
      <tbody>${rows.map(([first, ...rest]) => html`<tr><th scope="row">${first}</th>${rest.map(cell => html`<td>${cell}</td>`)}</tr>`)}</tbody>
    </table>
  </div>`;
