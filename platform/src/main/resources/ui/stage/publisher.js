// Sends one source of a performer: the camera with its microphone, or a screen.

import { cameraEncodings, preferredCodecs, screenEncodings } from './encodings.js';
import { MediaSession } from './media-session.js';

export class Publisher extends MediaSession {
  #source;
  #tracks = { audio: null, video: null };
  #senders = { audio: null, video: null };

  constructor(socket, source, { audio = null, video = null }) {
    super(socket);
    this.#source = source;
    this.#tracks = { audio, video };
  }

  get source() {
    return this.#source;
  }

  prepare(pc) {
    const stream = new MediaStream();
    const { audio, video } = this.#tracks;
    const encodings = this.#source === 'screen' ? screenEncodings() : cameraEncodings(video?.getSettings().height);
    hint(this.#source, audio, video);
    // A camera always offers both kinds, so that whatever is switched on later needs no new session.
    const wants = kind => this.#tracks[kind] || this.#source === 'camera';
    if (wants('audio')) this.#senders.audio = add(pc, audio ?? 'audio', stream);
    if (wants('video')) this.#senders.video = add(pc, video ?? 'video', stream, encodings);
  }

  offer(sdp) {
    return { type: 'publish', source: this.#source, sdp };
  }

  farewell() {
    return { type: 'unpublish', source: this.#source };
  }

  /** Another device, or none, without a new session. */
  async replace(kind, track) {
    this.#tracks[kind] = track;
    hint(this.#source, this.#tracks.audio, this.#tracks.video);
    if (this.pc) await this.#senders[kind]?.replaceTrack(track);
  }
}

function add(pc, trackOrKind, stream, sendEncodings) {
  const transceiver = pc.addTransceiver(trackOrKind, { direction: 'sendonly', streams: [stream], ...(sendEncodings && { sendEncodings }) });
  if (sendEncodings) transceiver.setCodecPreferences?.(preferredCodecs(RTCRtpSender.getCapabilities('video').codecs));
  return transceiver.sender;
}

/** Faces move, letters must be read, voices are not music. */
function hint(source, audio, video) {
  if (audio) audio.contentHint = source === 'screen' ? 'music' : 'speech';
  if (video) video.contentHint = source === 'screen' ? 'detail' : 'motion';
}
