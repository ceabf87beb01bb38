// The mark (currents going over a weir) and the wordmark, drawn as lines so that they look the same in every font.

import { html } from 'lit';

export const mark = () => html`
  <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
    <rect class="mark-ground" width="32" height="32" rx="9"></rect>
    <g fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round">
      <path d="M5 8.500h6.500c6.5 0 3 11 9.5 11h6"></path>
      <path opacity=".72" d="M5 13.500h3.500c6.5 0 3 11 9.5 11h9"></path>
    </g>
    <circle class="mark-spark" cx="23.5" cy="10" r="3"></circle>
  </svg>`;

export const wordmark = () => html`
  <svg class="wordmark" viewBox="0 0 68 32" width="68" height="32" fill="none" stroke="currentColor" stroke-width="3"
       stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
    <path d="M3 12v5.500a4.75 4.75 0 0 0 9.5 0V12v5.500a4.75 4.75 0 0 0 9.5 0V12"></path>
    <path d="M28.5 17.200h11.500c.6-9.400-11.800-8.200-11.800.2 0 6.200 7.400 6.800 10.600 3.200"></path>
    <path d="M47 12v11.5"></path>
    <path d="M54.5 23.500V12m0 6c.4-4 3.5-6.200 7.5-5.800"></path>
    <circle class="mark-spark" cx="47" cy="5.800" r="2.300" stroke="none"></circle>
  </svg>`;

export const brand = () => html`<a class="brand" href="/" aria-label="Weir">${mark()}${wordmark()}</a>`;
