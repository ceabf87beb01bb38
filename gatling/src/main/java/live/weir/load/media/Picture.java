package live.weir.load.media;

/** An encoded picture: a VP8 frame, or an H.264 access unit with start codes. */
@SuppressWarnings("ArrayRecordComponent") // never compared, and never changed
record Picture(byte[] data, boolean keyframe) {}
