package live.weir.bridge.transcode.ingest;

/** How what an encoder sends is put together. */
public enum MediaForm {
    FLV("flv"),
    MPEG_TS("mpegts");

    /** FFmpeg's name for what takes it apart. */
    final String demuxer;

    MediaForm(String demuxer) {
        this.demuxer = demuxer;
    }
}
