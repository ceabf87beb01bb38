package live.weir.bridge.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program whose media are encrypted, decrypted by the JDK as rfc8216bis says that players do. */
@SuppressWarnings("NullAway.Init")
class LockedProgramTest {

    private static final String VIDEO = "k1/v720/";
    private static final Pattern KEY =
            Pattern.compile("#EXT-X-KEY:METHOD=AES-128,URI=\"\\.\\./(k\\d+\\.key)\",IV=0x([0-9a-f]{32})\n");

    @TempDir
    Path folder;

    private final AtomicLong now = new AtomicLong();
    private final ExecutorService disk = Executors.newSingleThreadExecutor();
    private final KeyRing keys = new KeyRing(Duration.ofSeconds(60), true, Numbering.FIRST, now::get);
    private Packager packager;
    private SyntheticProgram program;
    private Player player;

    @BeforeEach
    void open() {
        PackagerSettings settings =
                new PackagerSettings("k1", Duration.ofSeconds(2), Duration.ofSeconds(20), 1 << 20, 10, Numbering.FIRST);
        packager = new Packager(settings, new DiskShelf(folder.resolve("shelf"), disk), keys);
        program = new SyntheticProgram(packager, 205); // no multiple of a block
        player = new Player(packager, Runnable::run);
    }

    @AfterEach
    void close() throws Exception {
        packager.close();
        assertThat(packager.counts().memory()).isZero();
        assertThat(keys.size()).isZero();
        disk.shutdown();
        assertThat(disk.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    private String playlist() {
        return player.get(VIDEO + "index.m3u8").text();
    }

    private MatchResult keyBefore(String playlist, String address) {
        Matcher all = KEY.matcher(playlist.substring(0, playlist.indexOf(address)));
        MatchResult last = null;
        while (all.find()) {
            last = all.toMatchResult();
        }
        return java.util.Objects.requireNonNull(last);
    }

    private byte[] decrypted(MatchResult key, byte[] bytes) throws GeneralSecurityException {
        byte[] secret = player.get("k1/" + key.group(1)).bytes();
        assertThat(secret).hasSize(16);
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(secret, "AES"),
                new IvParameterSpec(HexFormat.of().parseHex(key.group(2))));
        return cipher.doFinal(bytes);
    }

    /** As {@link SyntheticProgram} made it. */
    private static byte[] made(int number) {
        return java.nio.ByteBuffer.allocate(205)
                .putInt(205)
                .put("moof".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .putInt(0)
                .putLong(number)
                .array();
    }

    @Test
    void each_segment_names_its_key_and_vector_before_its_parts_and_the_header_stays_open() {
        program.begin().segments(1);

        assertThat(playlist().replaceAll("IV=0x[0-9a-f]{32}", "IV=…"))
                .contains("""
                #EXT-X-DISCONTINUITY-SEQUENCE:0
                #EXT-X-MAP:URI="init0.mp4"
                #EXT-X-KEY:METHOD=AES-128,URI="../k0.key",IV=…
                #EXT-X-PROGRAM-DATE-TIME:2027-01-31T20:00:00Z
                #EXT-X-PART:DURATION=0.33333,URI="p0.m4s",INDEPENDENT=YES
                """)
                .contains("""
                s0.m4s
                #EXT-X-KEY:METHOD=AES-128,URI="../k0.key",IV=…
                #EXT-X-PROGRAM-DATE-TIME:2027-01-31T20:00:02Z
                #EXT-X-PART:DURATION=0.33333,URI="p6.m4s",INDEPENDENT=YES
                """);
        assertThat(player.get(VIDEO + "init0.mp4").text()).isEqualTo("ftyp moov v720");
    }

    @Test
    void a_part_is_decrypted_by_itself_and_so_is_a_segment() throws Exception {
        program.begin().segments(1);
        String playlist = playlist();
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        for (int part = 0; part < 6; part++) {
            byte[] locked = player.get(VIDEO + "p" + part + ".m4s").bytes();
            assertThat(locked).hasSize(208);
            byte[] clear = decrypted(keyBefore(playlist, "p" + part + ".m4s"), locked);
            assertThat(clear).isEqualTo(made(part));
            parts.write(clear);
        }

        byte[] whole = player.get(VIDEO + "s0.m4s").bytes();

        assertThat(whole).hasSize((6 * 205 / 16 + 1) * 16);
        assertThat(decrypted(keyBefore(playlist, "s0.m4s"), whole)).isEqualTo(parts.toByteArray());
    }

    @Test
    void no_two_segments_have_the_same_vector_whatever_their_rendition() {
        program.begin().segments(3);

        String all = playlist()
                + player.get("k1/v360/index.m3u8").text()
                + player.get("k1/audio/index.m3u8").text();

        assertThat(KEY.matcher(all).results().map(key -> key.group(2)))
                .hasSize(11)
                .doesNotHaveDuplicates();
    }

    @Test
    void keys_change_and_one_that_locks_nothing_any_more_is_forgotten() throws Exception {
        program.begin().segments(1);
        now.addAndGet(Duration.ofSeconds(61).toNanos());
        program.steps(5); // the segment that is open keeps its key to the end
        assertThat(keys.size()).isEqualTo(1);
        program.segments(1);

        String playlist = playlist();
        assertThat(keyBefore(playlist, "s1.m4s").group(1)).isEqualTo("k0.key");
        assertThat(keyBefore(playlist, "p12.m4s").group(1)).isEqualTo("k1.key");
        assertThat(player.get("k1/k0.key").bytes())
                .isNotEqualTo(player.get("k1/k1.key").bytes());
        byte[] whole = player.get(VIDEO + "s0.m4s").bytes();
        assertThat(decrypted(keyBefore(playlist, "s0.m4s"), whole)).hasSize(6 * 205);

        program.segments(25);
        assertThat(player.get("k1/k0.key").outcome()).isEqualTo(Reply.Outcome.NOT_FOUND);
        assertThat(player.get("k1/k1.key").outcome()).isEqualTo(Reply.Outcome.FOUND);
    }

    @Test
    void older_segments_lie_encrypted_on_disk_and_their_parts_are_held_no_longer() throws Exception {
        program.begin().segments(9);
        disk.submit(() -> {}).get();
        program.segments(8);
        disk.submit(() -> {}).get();

        assertThat(player.get(VIDEO + "p48.m4s").outcome()).isEqualTo(Reply.Outcome.NOT_FOUND);
        assertThat(player.get(VIDEO + "p72.m4s").outcome()).isEqualTo(Reply.Outcome.FOUND);
        String playlist = playlist();
        for (int msn : new int[] {7, 12}) {
            byte[] whole = player.get(VIDEO + "s" + msn + ".m4s").bytes();
            assertThat(decrypted(keyBefore(playlist, "s" + msn + ".m4s"), whole))
                    .startsWith(made(6 * msn));
        }
    }

    @Test
    void a_program_is_unlocked_and_locked_again_from_its_next_segment_on() {
        program.begin().segments(1);
        keys.lock(false);
        program.segments(1);
        keys.lock(true);
        program.segments(1);

        String playlist = playlist();

        assertThat(playlist)
                .contains("s1.m4s\n#EXT-X-KEY:METHOD=NONE\n#EXT-X-PROGRAM-DATE-TIME")
                .containsOnlyOnce("METHOD=NONE");
        assertThat(player.get(VIDEO + "p12.m4s").bytes()).isEqualTo(made(12));
        assertThat(playlist.substring(playlist.indexOf("s2.m4s"))).containsPattern(KEY);
    }

    @Test
    void a_new_run_brings_its_header_in_the_open() {
        program.begin().segments(1).beginAgain().segments(1);

        assertThat(playlist()).containsPattern("""
                #EXT-X-DISCONTINUITY
                #EXT-X-KEY:METHOD=NONE
                #EXT-X-MAP:URI="init1.mp4"
                #EXT-X-KEY:METHOD=AES-128,.*
                """);
        assertThat(player.get(VIDEO + "init1.mp4").text()).isEqualTo("ftyp moov v720");
    }

    @Test
    void a_delta_begins_with_the_key_of_its_first_segment() {
        program.begin().segments(10);

        assertThat(player.get(VIDEO + "index.m3u8?_HLS_msn=9&_HLS_skip=YES").text())
                .containsPattern("#EXT-X-SKIP:SKIPPED-SEGMENTS=4\n" + KEY);
    }

    @Test
    void what_is_no_key_is_not_there() {
        program.begin().segments(1);

        for (String path :
                new String[] {"k1/k1.key", "k1/k99999999999.key", "k1/k.key", "k1/v720/k0.key", "k2/k0.key"}) {
            assertThat(player.get(path).outcome()).as(path).isEqualTo(Reply.Outcome.NOT_FOUND);
        }
    }
}
