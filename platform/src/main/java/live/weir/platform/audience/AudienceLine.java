package live.weir.platform.audience;

import java.time.Instant;
import java.util.UUID;

/** One minute of one channel, as one node knows it. */
record AudienceLine(
        Instant at,
        UUID channel,
        int stage,
        int hls,
        int chat,
        int messages,
        int speakers,
        int reactions,
        int scored,
        double sentiment) {}
