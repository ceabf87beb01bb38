// Drawn for Weir on a 24-unit grid, one line weight. Decoration only: whatever an icon says, a text says too.

import { html, svg } from 'lit';

const SHAPES = {
  'camera': svg`<rect x="3" y="6.5" width="12.5" height="11" rx="2.5"/><path d="m15.5 10.500 5.5-3v9l-5.500-3"/>`,
  'camera-off': svg`<path d="M15.5 13.500v-4.500A2.5 2.5 0 0 0 13 6.500H9M5.500 6.500A2.5 2.5 0 0 0 3 9v6a2.5 2.5 0 0 0 2.500 2.500H13a2.500 2.500 0 0 0 2.200-1.300M15.500 10.500l5.500-3v9M3.500 3.500l17 17"/>`,
  'clock': svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 7.500V12l3 2"/>`,
  'chart': svg`<path d="M4 19.500h16M6.500 16v-4M11 16V6.500M15.500 16v-6.500M20 16v-2"/>`,
  'enlarge': svg`<path d="M9 4.500H4.500V9M15 4.500h4.500V9M9 19.500H4.500V15M15 19.500h4.500V15"/>`,
  'hand': svg`<path d="M8 12.500V6a1.400 1.400 0 0 1 2.800 0v5M10.800 10.500V4.700a1.400 1.400 0 0 1 2.800 0v5.800M13.600 11V6a1.400 1.400 0 0 1 2.800 0v8.500c0 3.500-2 6-5.200 6-2.600 0-3.900-1.200-5-3.300l-1.900-3.700c-.9-1.800 1.200-2.900 2.300-1.400L8 14"/>`,
  'inset': svg`<rect x="3" y="5" width="18" height="14" rx="2.5"/><rect x="12" y="11.500" width="6.500" height="5" rx="1"/>`,
  'layout-grid': svg`<rect x="3" y="5" width="8" height="6" rx="1.500"/><rect x="13" y="5" width="8" height="6" rx="1.500"/><rect x="3" y="13" width="8" height="6" rx="1.500"/><rect x="13" y="13" width="8" height="6" rx="1.500"/>`,
  'layout-speaker': svg`<rect x="3" y="5" width="12" height="14" rx="1.500"/><path d="M18 6h3v3h-3zM18 10.500h3v3h-3zM18 15h3v3h-3z"/>`,
  'layout-picture-in-picture': svg`<rect x="3" y="5" width="18" height="14" rx="2"/><rect x="12.500" y="12" width="6" height="4.500" rx="1"/>`,
  'layout-side-by-side': svg`<rect x="3" y="6" width="8" height="12" rx="1.500"/><rect x="13" y="6" width="8" height="12" rx="1.500"/>`,
  'layout-screen-and-faces': svg`<rect x="3" y="5" width="12" height="10" rx="1.500"/><path d="M6 19h6M9 15v4"/><circle cx="19.300" cy="8" r="2"/><circle cx="19.300" cy="15.500" r="2"/>`,
  'leave': svg`<path d="M13.500 4.500H7A2.500 2.500 0 0 0 4.500 7v10A2.500 2.500 0 0 0 7 19.500h6.500M10 12h10.500M17 8.500l3.500 3.500-3.500 3.500"/>`,
  'microphone': svg`<rect x="9" y="3.500" width="6" height="10.500" rx="3"/><path d="M5.500 11.500a6.500 6.500 0 0 0 13 0M12 18v3"/>`,
  'microphone-off': svg`<path d="M15 10V6.500a3 3 0 0 0-5.800-1M9 9v2a3 3 0 0 0 4.800 2.400M5.500 11.500a6.500 6.500 0 0 0 10.300 5.300M18.500 11.500a6.400 6.400 0 0 1-.6 2.700M12 18v3M3.500 3.500l17 17"/>`,
  'people': svg`<circle cx="9" cy="8.500" r="3.500"/><path d="M2.500 19.500c.8-3.500 3-5.300 6.500-5.300s5.700 1.800 6.500 5.300M15.500 5.300a3.500 3.500 0 0 1 0 6.400M17.500 14.700c2 .7 3.400 2.300 4 4.800"/>`,
  'record': svg`<circle cx="12" cy="12" r="8.500"/><circle cx="12" cy="12" r="3.500" fill="currentColor"/>`,
  'screen': svg`<rect x="3" y="4.500" width="18" height="12" rx="2.500"/><path d="M8.500 20h7M12 13.500v-6M9.300 9.800 12 7.200l2.700 2.600"/>`,
  'share': svg`<path d="M12 14.500V3.500M8 7l4-3.500L16 7M7 10.500H5.500V20h13v-9.500H17"/>`,
  'shrink': svg`<path d="M4.500 9H9V4.500M19.500 9H15V4.500M4.500 15H9v4.500M19.500 15H15v4.500"/>`,
  'silent': svg`<path d="M4 9.500v5h3.500l5 4v-13l-5 4ZM16.500 9.500l5 5M21.500 9.500l-5 5"/>`,
  'sound': svg`<path d="M4 9.500v5h3.500l5 4v-13l-5 4ZM16 9a4.200 4.200 0 0 1 0 6M18.500 6.500a7.800 7.800 0 0 1 0 11"/>`,
  'star': svg`<path d="m12 4 2.500 5.200 5.500.8-4 3.900.9 5.600-4.900-2.700-4.900 2.700.9-5.600-4-3.900 5.500-.8Z"/>`,
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
