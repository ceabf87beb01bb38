package live.weir.platform.ingest;

import live.weir.bridge.transcode.ingest.MediaForm;

/** By which an encoder came. */
enum Door {
    RTMP(MediaForm.FLV),
    SRT(MediaForm.MPEG_TS);

    final MediaForm form;

    Door(MediaForm form) {
        this.form = form;
    }
}
