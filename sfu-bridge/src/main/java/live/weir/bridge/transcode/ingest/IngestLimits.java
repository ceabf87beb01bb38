package live.weir.bridge.transcode.ingest;

/**
 * What a node takes on.
 *
 * @param feeds encoders at once
 * @param remade those of them whose pictures may be encoded anew
 */
public record IngestLimits(int feeds, int remade) {}
