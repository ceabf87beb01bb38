package live.weir.bridge.rtp;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * The search for damaged inputs that nobody has thought of, led by what the parsers' code covers. Not part of the build, for
 * Jazzer rewrites the classes of the whole test JVM; on demand it takes one target at a time:
 *
 * <pre>{@code JAZZER_FUZZ=1 mvn -pl sfu-bridge test -Dtest='RtpFuzz#rtcp'}</pre>
 *
 * What it finds becomes an example of the parser's own test.
 */
class RtpFuzz {

    private final FuzzTargets targets = new FuzzTargets();

    @FuzzTest(maxDuration = "60s")
    void rtp(byte[] bytes) {
        targets.rtp(bytes, 0, bytes.length);
    }

    @FuzzTest(maxDuration = "60s")
    void rtcp(byte[] bytes) {
        targets.rtcp(bytes, 0, bytes.length);
    }

    @FuzzTest(maxDuration = "60s")
    void vp8(byte[] bytes) {
        targets.vp8(bytes, 0, bytes.length);
    }

    @FuzzTest(maxDuration = "60s")
    void vp9(byte[] bytes) {
        targets.vp9(bytes, 0, bytes.length);
    }

    @FuzzTest(maxDuration = "60s")
    void h264(byte[] bytes) {
        targets.h264(bytes, 0, bytes.length);
    }

    @FuzzTest(maxDuration = "60s")
    void av1(byte[] bytes) {
        targets.av1(bytes, 0, bytes.length);
    }

    @FuzzTest(maxDuration = "60s")
    void dependency_descriptor(byte[] bytes) {
        targets.dependencyDescriptor(bytes, 0, bytes.length);
    }

    @FuzzTest(maxDuration = "60s")
    void audio(byte[] bytes) {
        targets.audio(bytes, 0, bytes.length);
    }
}
