package live.weir.bridge.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Byte for byte what the RFCs and other implementations say. */
class SrtpVectorsTest {

    private static final SrtpMasterKey MASTER =
            new SrtpMasterKey(hex("e1f97a0d3e018be0d64fa32c06de4139"), hex("0ec675ad498afeebb6960b3aabe6"));
    private static final byte[] GCM_KEY = hex("000102030405060708090a0b0c0d0e0f");
    private static final byte[] QUID_PRO_QUO = hex("517569642070726f2071756f");

    @Test
    void derivesTheKeysOfRfc3711AppendixB3() throws Exception {
        SrtpKeyDerivation keys = new SrtpKeyDerivation(MASTER);
        assertThat(keys.derive(SrtpKeyDerivation.RTP_KEY, 16)).isEqualTo(hex("c61e7a93744f39ee10734afe3ff7a087"));
        assertThat(keys.derive(SrtpKeyDerivation.RTP_SALT, 14)).isEqualTo(hex("30cbbc08863d8c85d49db34a9ae1"));
        assertThat(keys.derive(SrtpKeyDerivation.RTP_AUTHENTICATION, 20))
                .isEqualTo(hex("cebe321f6ff7716b6fd4ab49af256a156d38baa4"));
    }

    @Test
    void encryptsWithTheKeyStreamOfRfc3711AppendixB2() throws Exception {
        SrtpSessionKeys keys = new SrtpSessionKeys(
                hex("2b7e151628aed2a6abf7158809cf4f3c"), new byte[20], hex("f0f1f2f3f4f5f6f7f8f9fafbfcfd"));
        CounterModeTransform transform = new CounterModeTransform(keys, keys);
        byte[] out = new byte[128];
        transform.sealRtp(out, 12, new byte[48], 0, 48, 0);
        assertThat(Arrays.copyOfRange(out, 12, 60))
                .isEqualTo(hex("e03ead0935c95e80e166b16dd92b4eb4d23513162b02d0f72a43a2fe4a5f97ab"
                        + "41e95b3bb0a2e8dd477901e4fca894c0"));
    }

    /** The packets of libsrtp's own validation. */
    @Test
    void protectsWithCounterModeAndHmac() throws Exception {
        SrtpTransform sealing = SrtpTransform.forSealing(SrtpProfile.AES_CM_128_HMAC_SHA1_80, MASTER);
        SrtpTransform opening = SrtpTransform.forOpening(SrtpProfile.AES_CM_128_HMAC_SHA1_80, MASTER);
        byte[] rtp = hex("800f1234decafbadcafebabeabababababababababababababababab");
        byte[] protectedRtp = hex("800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb");
        assertRtp(sealing, opening, rtp, protectedRtp, 0x1234);
        byte[] rtcp = hex("81c8000bcafebabeabababababababababababababababab");
        byte[] protectedRtcp = hex("81c8000bcafebabe7128035be487b9bdbef89041f977a5a880000001993e08cd54d6c1230798");
        assertRtcp(sealing, opening, rtcp, protectedRtcp, 1);
    }

    @Test
    void protectsWithGcmAsRfc7714Section16Does() throws Exception {
        byte[] rtp = hex("8040f17b8041f8d35501a0b247616c6c696120657374206f6d6e697320646976697361"
                + "20696e207061727465732074726573");
        byte[] protectedRtp = hex("8040f17b8041f8d35501a0b2f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f"
                + "42a5f47a51c7d19b36de3adf8833899d7f27beb16a9152cf765ee4390cce");
        assertRtp(gcm(GcmTransform.SEALING), gcm(GcmTransform.OPENING), rtp, protectedRtp, 0xf17b);
    }

    @Test
    void protectsWithGcmAsRfc7714Section17Does() throws Exception {
        byte[] rtcp = hex("81c8000d4d6172734e5450314e545032525450200000042a0000e9304c756e61"
                + "deadbeefdeadbeefdeadbeefdeadbeefdeadbeef");
        byte[] protectedRtcp = hex("81c8000d4d61727363e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1"
                + "730d6fda4ce09b4686303ded0bb9275bc84aa45896cf4d2fc5abf87245d9eade800005d4");
        assertRtcp(gcm(GcmTransform.SEALING), gcm(GcmTransform.OPENING), rtcp, protectedRtcp, 0x5d4);
    }

    /** Again a packet of libsrtp's, for the derivation with a shorter salt. */
    @Test
    void derivesTheKeysOfGcm() throws Exception {
        SrtpMasterKey master = new SrtpMasterKey(GCM_KEY, hex("a0a1a2a3a4a5a6a7a8a9aaab"));
        byte[] rtp = hex("800f1234decafbadcafebabeabababababababababababababababab");
        byte[] protectedRtp =
                hex("800f1234decafbadcafebabec5002ede04cfdd2eb91159e0880aa06e" + "d2976826f796b201df3131a127e8a392");
        assertRtp(
                SrtpTransform.forSealing(SrtpProfile.AEAD_AES_128_GCM, master),
                SrtpTransform.forOpening(SrtpProfile.AEAD_AES_128_GCM, master),
                rtp,
                protectedRtp,
                0x1234);
    }

    private static GcmTransform gcm(int mode) throws Exception {
        SrtpSessionKeys keys = new SrtpSessionKeys(GCM_KEY, new byte[20], QUID_PRO_QUO.clone());
        return new GcmTransform(keys, keys, mode);
    }

    private static void assertRtp(SrtpTransform sealing, SrtpTransform opening, byte[] clear, byte[] sealed, long index)
            throws Exception {
        byte[] out = new byte[256];
        System.arraycopy(clear, 0, out, 0, 12);
        int length = sealing.sealRtp(out, 12, clear, 12, clear.length - 12, index);
        assertThat(Arrays.copyOf(out, length)).isEqualTo(sealed);
        byte[] opened = new byte[256];
        int payload = opening.openRtp(sealed, 12, sealed.length, index, opened, 0);
        assertThat(Arrays.copyOf(opened, payload)).isEqualTo(Arrays.copyOfRange(clear, 12, clear.length));
    }

    private static void assertRtcp(SrtpTransform sealing, SrtpTransform opening, byte[] clear, byte[] sealed, int index)
            throws Exception {
        byte[] out = new byte[256];
        int length = sealing.sealRtcp(clear, 0, clear.length, index, out);
        assertThat(Arrays.copyOf(out, length)).isEqualTo(sealed);
        byte[] opened = new byte[256];
        int all = opening.openRtcp(sealed, sealed.length, opened, 0);
        assertThat(Arrays.copyOf(opened, all)).isEqualTo(clear);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
