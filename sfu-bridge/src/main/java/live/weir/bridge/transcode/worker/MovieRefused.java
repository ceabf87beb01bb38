package live.weir.bridge.transcode.worker;

import live.weir.bridge.transcode.MovieFault;

/** The file is not made a recording. */
final class MovieRefused extends RuntimeException {

    private final MovieFault fault;

    MovieRefused(MovieFault fault, String detail) {
        super(detail);
        this.fault = fault;
    }

    MovieFault fault() {
        return fault;
    }
}
