// One RTCPeerConnection and its session in the engine, kept alive: ICE is restarted when the path breaks, and when that
// does not help, or the engine ends the session, everything is made anew.
//
//   idle ──▶ starting ──▶ flowing ◀──▶ recovering        stopped, failed: for good
//                ▲                         │
//                └── after a pause ────────┘

import { Backoff } from './backoff.js';

const TRICKLE = 150; // milliseconds in which candidates are gathered into one message
const BLINK = 1_200; // a path that is back by then needs no help
const PATIENCE = 8_000; // for a restarted path

export class MediaSession extends EventTarget {
  state = 'idle';
  problem = null;
  id = null;
  pc = null;
  socket;
  #backoff = new Backoff();
  #timer = 0;
  #candidates = [];
  #trickling = 0;
  #turn = 0;
  #network = navigator.connection?.type;
  #left = new AbortController();

  constructor(socket) {
    super();
    this.socket = socket;
    const { signal } = this.#left;
    socket.addEventListener('welcome', ({ detail }) => this.#seated(detail), { signal });
    socket.addEventListener('message', ({ detail }) => this.#told(detail), { signal });
    addEventListener('online', () => this.#moved(), { signal });
    socket.addEventListener('change', () => this.staged(), { signal });
    navigator.connection?.addEventListener?.('change', () => this.#measured(), { signal });
  }

  // What kinds of sessions differ in.

  /** Adds the transceivers. */
  prepare(pc) {}
  /** The message that opens the session with this offer. */
  offer(sdp) { return { sdp }; }
  /** The answer is in place. */
  opened(answer) {}
  /** The message that ends it. */
  farewell() { return null; }
  /** The socket or the stage changed. */
  staged() {}
  /** A message that the server told unasked. */
  told(message) {}

  get isOver() {
    return this.state === 'stopped' || this.state === 'failed';
  }

  async start() {
    const turn = ++this.#turn;
    clearTimeout(this.#timer);
    this.#discard();
    this.#enter(this.state === 'idle' ? 'starting' : 'recovering');
    if (this.socket.state !== 'open') return; // the next welcome starts us
    const pc = new RTCPeerConnection({ ...this.socket.ice, bundlePolicy: 'max-bundle' });
    this.pc = pc;
    try {
      this.#watch(pc);
      this.prepare(pc);
      await pc.setLocalDescription();
      const answer = await this.socket.ask(this.offer(pc.localDescription.sdp));
      if (turn !== this.#turn) return;
      this.id = answer.session;
      await pc.setRemoteDescription({ type: 'answer', sdp: answer.sdp });
      this.#trickle();
      this.opened(answer);
    } catch (problem) {
      if (turn === this.#turn) this.#stumbled(problem);
    }
  }

  stop() {
    if (this.isOver) return;
    const farewell = this.id && this.farewell();
    if (farewell && this.socket.state === 'open') this.socket.ask(farewell).catch(() => {}); // gone already: as wished
    this.#end('stopped');
  }

  /** What our candidates learned while there was no session yet waits for it. */
  #watch(pc) {
    pc.onicecandidate = ({ candidate }) => {
      if (!candidate?.candidate || pc !== this.pc) return;
      this.#candidates.push(candidate.candidate);
      if (!this.#trickling) this.#trickling = setTimeout(() => this.#trickle(), TRICKLE);
    };
    pc.onconnectionstatechange = () => pc === this.pc && this.#connected(pc.connectionState);
  }

  #trickle() {
    clearTimeout(this.#trickling);
    this.#trickling = 0;
    if (!this.id || this.#candidates.length === 0) return;
    const candidates = this.#candidates.splice(0);
    this.socket.tell({ type: 'candidate', session: this.id, candidates });
  }

  #connected(state) {
    clearTimeout(this.#timer);
    if (state === 'connected') {
      this.problem = null;
      this.#backoff.reset();
      this.#enter('flowing');
    } else if (state === 'disconnected') {
      this.#timer = setTimeout(() => this.#restart(), BLINK);
    } else if (state === 'failed') {
      this.#restart();
    }
  }

  /** New credentials over the same session; where the engine cannot, a new session. */
  async #restart() {
    const { pc, id } = this;
    clearTimeout(this.#timer);
    if (this.isOver || !pc || !id || pc.signalingState !== 'stable') return;
    this.#enter('recovering');
    if (this.socket.state !== 'open') return; // the next welcome says whether the session lives
    try {
      pc.restartIce();
      await pc.setLocalDescription();
      const { sdp } = await this.socket.ask({ type: 'restart', session: id, sdp: pc.localDescription.sdp });
      if (pc !== this.pc) return;
      await pc.setRemoteDescription({ type: 'answer', sdp });
      this.#timer = setTimeout(() => this.start(), PATIENCE);
      if (pc.connectionState === 'connected') this.#connected('connected');
    } catch {
      if (pc !== this.pc) return;
      if (this.socket.state === 'open') this.start();
      else await pc.setLocalDescription({ type: 'rollback' }); // as if not asked; the next welcome says how it goes on
    }
  }

  /** Browsers say "change" for every new estimate of the speed as well; a path breaks only where the network is another. */
  #measured() {
    const { type } = navigator.connection;
    if (type !== this.#network) this.#moved();
    this.#network = type;
  }

  #moved() {
    if (this.state === 'flowing' && navigator.onLine) this.#restart();
  }

  /** After a lost socket: what of ours still lives goes on, all else is made anew. */
  #seated({ sessions }) {
    if (this.isOver || this.state === 'idle') return;
    const lives = this.id !== null && sessions.includes(this.id) && this.pc?.signalingState === 'stable';
    if (!lives) this.start();
    else if (this.pc.connectionState === 'connected') this.#enter('flowing');
    else this.#restart();
  }

  #told(message) {
    if (message.session !== undefined && message.session !== this.id) return;
    if (message.type === 'session-ended') this.#ended(message);
    else this.told(message);
  }

  #ended({ reason, again }) {
    if (again) this.#later();
    else this.#end('failed', { reason });
  }

  #stumbled(problem) {
    this.problem = problem;
    if (this.socket.state !== 'open') return; // the next welcome starts us
    if (isFinal(problem)) this.#end('failed', problem);
    else this.#later(problem.retryAfter * 1000);
  }

  #later(atLeast = 0) {
    this.#discard();
    this.#enter('recovering');
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.start(), Math.max(atLeast || 0, this.#backoff.next()));
  }

  #end(state, problem = null) {
    this.#turn++;
    clearTimeout(this.#timer);
    this.#left.abort();
    this.#discard();
    this.problem = problem;
    this.#enter(state);
  }

  #discard() {
    clearTimeout(this.#trickling);
    this.#trickling = 0;
    this.#candidates = [];
    this.id = null;
    this.pc?.close();
    this.pc = null;
  }

  #enter(state) {
    if (this.state === state) return;
    this.state = state;
    this.dispatchEvent(new Event('change'));
  }
}

/** Nothing will be different next time: what we ask is not ours to ask, or cannot be understood. */
const isFinal = ({ status }) => status >= 400 && status < 500 && ![404, 408, 409, 429].includes(status);
