package live.weir.bridge.transport;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What sealing and opening a packet of 1,200 bytes takes with the JDK's ciphers (ours), Jitsi's library and BouncyCastle;
 * {@code main} runs it, or those whose name begins as its argument says, and tells what each allocates too.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class SrtpBenchmark {

    private static final int PAYLOAD = 1188;

    private final byte[] packet = Packets.rtp(1, 0, PAYLOAD);
    private final byte[] out = new byte[2048];
    private final SrtpSender gcmSender = keys(SrtpProfile.AEAD_AES_128_GCM).sender();
    private final SrtpSender shaSender =
            keys(SrtpProfile.AES_CM_128_HMAC_SHA1_80).sender();
    private final SrtpTransform gcmOpening = opening(SrtpProfile.AEAD_AES_128_GCM);
    private final SrtpTransform shaOpening = opening(SrtpProfile.AES_CM_128_HMAC_SHA1_80);
    private final byte[] gcmSealed = sealed(SrtpProfile.AEAD_AES_128_GCM);
    private final byte[] shaSealed = sealed(SrtpProfile.AES_CM_128_HMAC_SHA1_80);
    private final JitsiSealing jitsiGcm = new JitsiSealing(true);
    private final JitsiSealing jitsiSha = new JitsiSealing(false);
    private final GCMModeCipher bouncyCastle = GCMBlockCipher.newInstance(AESEngine.newInstance());
    private final KeyParameter bouncyKey = new KeyParameter(new byte[16]);
    private final byte[] bouncyIv = new byte[12];
    private int sequence;

    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(SrtpBenchmark.class.getSimpleName()
                                + (arguments.length == 0 ? "" : "\\." + arguments[0]))
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
    }

    @Benchmark
    public int oursSealsGcm() {
        return gcmSender.sealRtp(next(), Packets.HEADER, packet, Packets.HEADER, PAYLOAD, out);
    }

    @Benchmark
    public int oursSealsSha1() {
        return shaSender.sealRtp(next(), Packets.HEADER, packet, Packets.HEADER, PAYLOAD, out);
    }

    @Benchmark
    public int oursOpensGcm() throws Exception {
        return gcmOpening.openRtp(gcmSealed, Packets.HEADER, gcmSealed.length, 0, out, Packets.HEADER);
    }

    @Benchmark
    public int oursOpensSha1() throws Exception {
        return shaOpening.openRtp(shaSealed, Packets.HEADER, shaSealed.length, 0, out, Packets.HEADER);
    }

    @Benchmark
    public int jitsiSealsGcm() throws Exception {
        return jitsiGcm.seal(next());
    }

    @Benchmark
    public int jitsiSealsSha1() throws Exception {
        return jitsiSha.seal(next());
    }

    @Benchmark
    public int bouncyCastleSealsGcm() throws Exception {
        ByteBuffer.wrap(bouncyIv).putInt(8, ++sequence);
        bouncyCastle.init(true, new AEADParameters(bouncyKey, 128, bouncyIv));
        bouncyCastle.processAADBytes(packet, 0, Packets.HEADER);
        int length = bouncyCastle.processBytes(packet, Packets.HEADER, PAYLOAD, out, Packets.HEADER);
        return bouncyCastle.doFinal(out, Packets.HEADER + length);
    }

    private byte[] next() {
        ByteBuffer.wrap(packet).putShort(2, (short) ++sequence);
        return packet;
    }

    private static byte[] exported(SrtpProfile profile) {
        return new byte[SrtpMasterKey.exportedLength(profile)];
    }

    private static SrtpKeys keys(SrtpProfile profile) {
        return SrtpKeys.of(profile, exported(profile), DtlsRole.SERVER, new DropCounters());
    }

    private static SrtpTransform opening(SrtpProfile profile) {
        try {
            return SrtpTransform.forOpening(profile, SrtpMasterKey.ofServer(profile, exported(profile)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sealed(SrtpProfile profile) {
        byte[] clear = Packets.rtp(1, 0, PAYLOAD);
        byte[] sealed = new byte[2048];
        int length = keys(profile).sender().sealRtp(clear, Packets.HEADER, clear, Packets.HEADER, PAYLOAD, sealed);
        return Arrays.copyOf(sealed, length);
    }
}
