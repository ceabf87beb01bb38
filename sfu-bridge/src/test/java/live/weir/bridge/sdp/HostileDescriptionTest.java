package live.weir.bridge.sdp;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes in: a value or a sentence, soon. */
class HostileDescriptionTest {

    private static final String HEAD = "v=0\no=- 1 1 IN IP4 127.0.0.1\n";
    private static final long FUZZING_NANOS = 2_000_000_000L;
    private static final String SPICE = "\r\n\0 :;=/*,-~9a\u00e4\ud83d";

    static Stream<String> shortOffers() {
        return Offers.all().filter(name -> !name.contains("several") && !name.contains("32"));
    }

    @ParameterizedTest
    @MethodSource("shortOffers")
    void every_beginning_of_an_offer_is_read_or_refused(String name) {
        String text = Offers.text(name);
        for (int end = 0; end < text.length(); end++) {
            readOrRefuse(text.substring(0, end));
        }
    }

    @ParameterizedTest
    @MethodSource("shortOffers")
    void an_offer_without_any_one_of_its_lines_is_read_or_refused(String name) {
        List<String> lines = Offers.text(name).lines().toList();
        for (int without = 0; without < lines.size(); without++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < lines.size(); i++) {
                if (i != without) {
                    text.append(lines.get(i)).append("\r\n");
                }
            }
            readOrRefuse(text.toString());
        }
    }

    @Test
    void mutated_offers_are_read_or_refused() {
        Random random = new Random(20_261_121);
        List<String> offers = shortOffers().map(Offers::text).toList();
        int answered = 0;
        int tried = 0;
        for (long end = System.nanoTime() + FUZZING_NANOS; System.nanoTime() < end; tried++) {
            answered += readOrRefuse(mutated(offers.get(random.nextInt(offers.size())), random)) ? 1 : 0;
        }
        assertThat(answered).as("answered of %s", tried).isPositive();
    }

    @Test
    void what_grows_has_bounds() {
        refuses(HEAD + "a=x\n".repeat(70_000), "characters");
        refuses(HEAD + "a=\n".repeat(9_000), "lines");
        refuses(HEAD + "a=" + "x".repeat(5_000), "a line may have");
        refuses(HEAD + "m=audio 9 RTP/SAVPF 0\n".repeat(65), "64 m-lines");
        refuses(HEAD + "m=audio 9 RTP/SAVPF" + " 0".repeat(129), "128 formats");
        String media = HEAD + "m=audio 9 RTP/SAVPF 111\n";
        refuses(media + "a=candidate:1 1 udp 1 192.0.2.1 9 typ host\n".repeat(65), "64 candidates");
        refuses(media + "a=extmap:1 urn:x\n".repeat(65), "64 header extensions");
        refuses(media + "a=rid:a send\n".repeat(17), "16 rids");
        refuses(media + "a=simulcast:send " + "a;".repeat(17) + "\n", "16 simulcast layers");
        refuses(media + numbered("a=ssrc:%d cname:x\n", 65), "64 SSRCs");
        refuses(media + numbered("a=rtcp-fb:111 x%d\n", 33), "32 kinds of feedback");
        refuses(media + "a=fmtp:111 " + numbered("p%d=1;", 65) + "\n", "64 parameters");
    }

    @Test
    void the_largest_descriptions_take_no_longer_than_their_size_explains() {
        String format = "a=rtpmap:96 VP8/90000\na=fmtp:96 x=y\na=rtcp-fb:* nack\na=rtcp-fb:96 nack pli\n";
        StringBuilder text = new StringBuilder(HEAD + "a=group:BUNDLE " + numbered("%d ", 64) + "\n");
        for (int i = 0; i < 64; i++) {
            text.append("m=video 9 RTP/SAVPF")
                    .append(numbered(" %d", 128))
                    .append("\na=mid:")
                    .append(i)
                    .append('\n');
            text.append(numbered("a=ssrc:%d cname:x\n", 64)).append(format.repeat(10));
        }
        assertTimeout(ofSeconds(5), () -> {
            for (int i = 0; i < 5; i++) {
                readOrRefuse(text.toString());
            }
        });
    }

    private static String mutated(String offer, Random random) {
        StringBuilder text = new StringBuilder(offer);
        for (int change = random.nextInt(4); change >= 0; change--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(5)) {
                case 0 -> text.setCharAt(at, SPICE.charAt(random.nextInt(SPICE.length())));
                case 1 -> text.insert(at, SPICE.charAt(random.nextInt(SPICE.length())));
                case 2 -> text.deleteCharAt(at);
                case 3 -> text.delete(at, Math.min(text.length() - 1, at + random.nextInt(80)));
                default -> text.insert(at, line(offer, random));
            }
        }
        return text.toString();
    }

    private static String line(String offer, Random random) {
        int start = offer.lastIndexOf('\n', random.nextInt(offer.length())) + 1;
        return offer.substring(start, Math.max(start, offer.indexOf('\n', start)));
    }

    /** Reads, and answers both ways what could be read. */
    private static boolean readOrRefuse(String text) {
        try {
            SessionDescription offer = SessionDescription.parse(text);
            checkAnswer(
                    offer,
                    PublisherAnswer.to(offer, CodecPolicy.standard(), Offers.local())
                            .sdp());
            checkAnswer(
                    offer,
                    ViewerAnswer.to(offer, CodecPolicy.standard(), Offers.local(), Offers.ssrcs(), "weir")
                            .sdp());
            return true;
        } catch (SdpException refused) {
            assertThat(refused).hasMessageMatching("[\\p{Print}…]+");
            return false;
        }
    }

    private static void checkAnswer(SessionDescription offer, String answer) {
        assertThat(SessionDescription.parse(answer).media()).hasSameSizeAs(offer.media());
    }

    private static String numbered(String pattern, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(String.format(pattern, i));
        }
        return text.toString();
    }

    private static void refuses(String text, String sentence) {
        assertThatThrownBy(() -> SessionDescription.parse(text))
                .isInstanceOf(SdpException.class)
                .hasMessageContaining(sentence);
    }
}
