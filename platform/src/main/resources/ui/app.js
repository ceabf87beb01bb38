// Where it all starts: texts first, then the frame, then the page.

import { language } from './core/language.js';
import { theme } from './core/theme.js';
import { router } from './core/router.js';

theme.start();
await language.start();
await import('./parts/app.js'); // draws at once, and so must not run before there are texts
await router.start();

// All files of the UI are fetched for the time without a network: not before the first picture has had the network for itself.
setTimeout(() => navigator.serviceWorker?.register('/sw.js').catch(error => console.warn('No offline pages:', error.message)), 5_000);
