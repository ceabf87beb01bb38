// Who we are to a stage: our account, an invitation, a pass; and the seat that a reload of the page takes again.

import { session } from '../core/session.js';
import { StageSocket } from './socket.js';

const keyOf = slug => `weir-seat ${slug}`;

/** What was left behind in this tab: `{ resume, name, role }`, or null. */
export const keptSeat = slug => JSON.parse(sessionStorage.getItem(keyOf(slug)));

export const keepSeat = (slug, { resume, self }) =>
  sessionStorage.setItem(keyOf(slug), JSON.stringify({ resume, name: self.name, role: self.role }));

export const forgetSeat = slug => sessionStorage.removeItem(keyOf(slug));

/** A socket for `as` performer or viewer; the rest of `who` is `invitation`, `pass` and `name`. */
export function seatOn(slug, { resume = null, ...who }) {
  const socket = new StageSocket(slug, {
    resume,
    greeting: async () => {
      await session.freshen();
      return said({ token: session.token, ...who, as: socket.self && socket.self.role !== 'viewer' ? 'performer' : who.as });
    },
    renew: () => session.refresh(),
  });
  return socket;
}

const handed = new Map();

/** A viewer who was promoted goes on in the studio, and may take all the time before its mirror: the socket stays open. */
export function handOver(slug, socket) {
  keepSeat(slug, socket);
  handed.set(slug, socket);
}

export function takeOver(slug) {
  const socket = handed.get(slug);
  handed.delete(slug);
  return socket?.state === 'closed' ? undefined : socket;
}

const said = fields => Object.fromEntries(Object.entries(fields).filter(([, value]) => value));
