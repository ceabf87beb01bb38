// Drawn for Weir on a 24-unit grid, one line weight. Decoration only: whatever an icon says, a text says too.

import { html, svg } from 'lit';

const SHAPES = {
  alert: svg`<path d="M12 4 21 19.5H3Z"/><path d="M12 10v4.2M12 17v.1"/>`,
  away: svg`<path d="M4 9c2.5-2 5-3 8-3s5.5 1 8 3M7.5 13c1.4-1 2.8-1.5 4.5-1.500s3.1.5 4.5 1.500M12 17.500v.1M4 20 20 4"/>`,
  check: svg`<path d="m5 12.5 4.5 4.500L19 7.5"/>`,
  chevron: svg`<path d="m7 10 5 5 5-5"/>`,
  close: svg`<path d="M6 6l12 12M18 6 6 18"/>`,
  copy: svg`<rect x="9" y="9" width="11" height="11" rx="2.5"/><path d="M5.5 15H5a1.5 1.5 0 0 1-1.5-1.500v-8A2 2 0 0 1 5.5 3.500h8A1.5 1.5 0 0 1 15 5v.5"/>`,
  eye: svg`<path d="M2.5 12C5 7.7 8.2 5.5 12 5.500s7 2.2 9.5 6.500c-2.5 4.3-5.7 6.5-9.5 6.500S5 16.3 2.5 12Z"/><circle cx="12" cy="12" r="2.8"/>`,
  hidden: svg`<path d="M4 9.500c2 3.3 4.6 5 8 5s6-1.7 8-5M12 14.500V18M6.8 13 5 16M17.2 13 19 16"/>`,
  key: svg`<circle cx="8" cy="15.5" r="4"/><path d="m11 12.5 8.5-8.500M16 7.500l3 3"/>`,
  live: svg`<circle cx="12" cy="12" r="2.5"/><path d="M7.5 7.500a6.4 6.4 0 0 0 0 9M16.5 7.500a6.4 6.4 0 0 1 0 9M4.5 4.800a10.2 10.2 0 0 0 0 14.400M19.5 4.800a10.2 10.2 0 0 1 0 14.4"/>`,
  lock: svg`<rect x="5" y="10.5" width="14" height="9.5" rx="2.5"/><path d="M8.5 10.500V8a3.5 3.5 0 0 1 7 0v2.5"/>`,
  missing: svg`<path d="M3 8c2 0 2-1.5 4.5-1.500S10 8 12 8s2-1.5 4.5-1.500S19 8 21 8M3 13c2 0 2-1.5 4.5-1.500S10 13 12 13M3 18c2 0 2-1.5 4.5-1.500S10 18 12 18s2-1.5 4.5-1.500S19 18 21 18"/>`,
  pencil: svg`<path d="M4 20l1-4.500L16.5 4 20 7.5 8.5 19Z"/>`,
  person: svg`<circle cx="12" cy="8" r="4"/><path d="M4.5 20.500c1-4.3 3.7-6.5 7.5-6.500s6.5 2.2 7.5 6.5"/>`,
  plus: svg`<path d="M12 5v14M5 12h14"/>`,
  settings: svg`<path d="M4 7.500h9M18 7.500h2M4 16.500h2M11 16.500h9"/><circle cx="15.5" cy="7.5" r="2.5"/><circle cx="8.5" cy="16.5" r="2.5"/>`,
  turn: svg`<path d="M19.5 12a7.5 7.5 0 1 1-2.3-5.400M19.5 3.500v4h-4"/>`,
};

export const icon = name => html`
  <svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="1.7"
       stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${SHAPES[name]}</svg>`;
