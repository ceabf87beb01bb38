// Every page with an address. The server's half is the enum `Page`; a test keeps the two alike. A page with a `frame` has
// the whole window to itself, without header and footer.

export const ROUTES = [
  { id: 'home', path: '/' },
  { id: 'signup', path: '/signup' },
  { id: 'signin', path: '/signin' },
  { id: 'channels', path: '/channels', needs: 'account' },
  { id: 'channel', path: '/channels/{slug}', needs: 'account' },
  { id: 'account', path: '/account', needs: 'account' },
  { id: 'watch', path: '/c/{slug}' },
  { id: 'chatroom', path: '/chat/{slug}', frame: 'chatroom' },
  { id: 'overlay', path: '/overlay/{slug}', frame: 'overlay' },
  { id: 'recording', path: '/v/{id}' },
  { id: 'studio', path: '/studio/{slug}', needs: 'account', unless: 'invitation' }, // a guest has a link, and maybe no account
  { id: 'ops', path: '/ops', needs: 'admin' },
  { id: 'setup', path: '/setup' },
];

const MISSING = { id: 'missing', params: {} };

const patterns = ROUTES.map(route => ({
  ...route,
  pattern: new RegExp(`^${route.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
}));

export function routeAt(pathname) {
  for (const { pattern, ...route } of patterns) {
    const match = pattern.exec(pathname);
    if (match) return { ...route, params: decoded(match.groups) };
  }
  return MISSING;
}

function decoded(groups = {}) {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    return { ...groups }; // a stray percent sign: shown as it was typed
  }
}
