// The program as one video. The element belongs to its source: it goes on while views come and go.

import { WeirElement } from '../../core/element.js';

class ProgramView extends WeirElement {
  static properties = { source: { attribute: false }, muted: { type: Boolean }, volume: { type: Number } };

  get leadVideo() {
    return this.source.video;
  }

  /** Browsers want a gesture before anything is heard; a silent picture they allow. */
  async sound() {
    const { video } = this.source;
    video.muted = this.muted;
    if (this.source.stopped) return true;
    try {
      await video.play();
      return true;
    } catch ({ name }) {
      if (name !== 'NotAllowedError') return true;
      video.muted = true;
      await video.play().catch(() => {}); // then it waits for its viewer
      return false;
    }
  }

  updated() {
    const { video } = this.source;
    video.volume = this.volume;
    if (this.muted) video.muted = true;
    if (video.paused && !this.source.stopped && !video.ended) video.play().catch(() => {}); // it stopped when it was taken out of the page
  }

  render() {
    return this.source.video;
  }
}

customElements.define('weir-program-view', ProgramView);
