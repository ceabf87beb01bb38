package live.weir.bridge.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import live.weir.bridge.peer.StunRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages of RFC 5769. */
class StunVectorsTest {

    private static final byte[] PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt".getBytes(StandardCharsets.US_ASCII);
    private static final String REQUEST = "000100582112a442b7e7a701bc34d686fa87dfae"
            + "802200105354554e207465737420636c69656e74"
            + "002400046e0001ff"
            + "80290008932ff9b151263b36"
            + "000600096576746a3a68367659202020"
            + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2"
            + "80280004e57a3bcf";

    private final StunIntegrity integrity = new StunIntegrity();
    private final StunCheck check = new StunCheck(integrity);

    @Test
    void readsTheSampleRequest() {
        byte[] request = hex(REQUEST);
        assertThat(check.parse(request, request.length)).isEqualTo(StunCheck.Verdict.CHECK);
        assertThat(check.localUfrag()).isEqualTo("evtj");
        assertThat(check.remoteUfrag()).isEqualTo("h6vY");
        assertThat(check.priority()).isEqualTo(0x6e0001ffL);
        assertThat(check.isControlled()).isTrue();
        assertThat(check.isNominating()).isFalse();
        assertThat(check.unknownAttributes()).isEmpty();
        assertThat(check.isAuthentic(PASSWORD)).isTrue();
        assertThat(request).isEqualTo(hex(REQUEST));
        assertThat(check.isAuthentic("another password, no less".getBytes(StandardCharsets.US_ASCII)))
                .isFalse();
    }

    @Test
    void refusesTheSampleRequestCutAnywhere() {
        byte[] request = hex(REQUEST);
        for (int length = 0; length < request.length; length++) {
            byte[] cut = Arrays.copyOf(request, length);
            assertThat(check.parse(cut, length)).isEqualTo(StunCheck.Verdict.MALFORMED);
        }
    }

    /** But for the type of the last attribute: what comes after the integrity and is no fingerprint is passed over. */
    @Test
    void refusesTheSampleRequestWithAnyBitFlipped() {
        int length = hex(REQUEST).length;
        for (int bit = 0; bit < length * 8; bit++) {
            if (bit / 16 == (length - 8) / 2) {
                continue;
            }
            byte[] request = hex(REQUEST);
            request[bit / 8] ^= (byte) (1 << (bit % 8));
            boolean accepted =
                    check.parse(request, request.length) == StunCheck.Verdict.CHECK && check.isAuthentic(PASSWORD);
            assertThat(accepted).as("bit %d", bit).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 0020000800 01a147e112a643",
        "2001:db8:1234:5678:11:2233:4455:6677, 0020001400 02a1470113a9faa5d3f179bc25f4b5bed2b9d9"
    })
    void answersWithTheMappedAddressesOfTheSampleResponses(String address, String attribute) throws Exception {
        byte[] request = hex(REQUEST);
        check.parse(request, request.length);
        StunAnswer answer = new StunAnswer(integrity);
        answer.writeSuccess(check, new InetSocketAddress(Addresses.of(address), 32853), PASSWORD);
        byte[] expected = hex(attribute.replace(" ", ""));
        byte[] bytes = Arrays.copyOf(answer.bytes(), answer.length());
        assertThat(Arrays.copyOfRange(bytes, 20, 20 + expected.length)).isEqualTo(expected);
        assertThat(Arrays.copyOfRange(bytes, 8, 20)).isEqualTo(Arrays.copyOfRange(request, 8, 20));
        assertThat(StunRequest.isSuccess(bytes, "VOkJxbRl1RmTxUk/WvJxBt")).isTrue();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
