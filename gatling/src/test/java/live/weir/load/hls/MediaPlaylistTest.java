package live.weir.load.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaPlaylistTest {

    private static final URI BASE = URI.create("http://127.0.0.1/hls/ada/720p.m3u8");

    private static final String LIVE = """
            #EXTM3U
            #EXT-X-VERSION:9
            #EXT-X-TARGETDURATION:2
            #EXT-X-PART-INF:PART-TARGET=0.5
            #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.5,CAN-SKIP-UNTIL=12
            #EXT-X-MAP:URI="init.mp4"
            #EXT-X-MEDIA-SEQUENCE:7
            #EXT-X-PROGRAM-DATE-TIME:2026-11-28T12:00:00.000Z
            #EXTINF:2.0,
            s7.m4s
            #EXT-X-PROGRAM-DATE-TIME:2026-11-28T12:00:02.000Z
            #EXT-X-PART:DURATION=0.5,URI="p8.0.m4s",INDEPENDENT=YES
            #EXT-X-PART:DURATION=0.5,URI="p8.1.m4s"
            #EXT-X-PART:DURATION=0.5,URI="p8.2.m4s"
            #EXT-X-PART:DURATION=0.5,URI="p8.3.m4s"
            #EXTINF:2.0,
            s8.m4s
            #EXT-X-PART:DURATION=0.5,URI="p9.0.m4s",INDEPENDENT=YES
            #EXT-X-PRELOAD-HINT:TYPE=PART,URI="p9.1.m4s"
            """;

    @Test
    void parts_and_their_times_are_read() {
        MediaPlaylist playlist = MediaPlaylist.parse(LIVE, BASE);

        assertThat(playlist.pieces()).extracting(Piece::part).containsExactly(-1, 0, 1, 2, 3, 0);
        assertThat(playlist.pieces().get(2).startsAtMillis()
                        - playlist.pieces().get(1).startsAtMillis())
                .isEqualTo(500);
        assertThat(playlist.pieces().get(5).startsAtMillis()
                        - playlist.pieces().get(1).startsAtMillis())
                .isEqualTo(2_000);
        assertThat(playlist.nextMsn()).isEqualTo(9);
        assertThat(playlist.nextPart()).isEqualTo(1);
        assertThat(playlist.blocks()).isTrue();
    }

    @Test
    void playing_begins_as_far_behind_as_the_server_asks_where_a_picture_starts() {
        assertThat(MediaPlaylist.parse(LIVE, BASE).beginning()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "#EXTM3U\n",
                "#EXTM3U\n#EXT-X-TARGETDURATION:two\n",
                "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-PART:DURATION=x,URI=\"a\"\n",
                "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-PART:DURATION=1\n",
                "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n:// no address\n",
                "#EXTM3U\n#EXT-X-PROGRAM-DATE-TIME:yesterday\n",
            })
    void what_cannot_be_played_is_told_in_one_line(String text) {
        assertThatThrownBy(() -> MediaPlaylist.parse(text, BASE))
                .isInstanceOf(BadPlaylist.class)
                .hasMessageStartingWith("The playlist cannot be played: ");
    }

    @Test
    void the_rung_is_the_highest_that_leaves_room() {
        Master master = Master.parse(
                "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=3000000\na.m3u8\n#EXT-X-STREAM-INF:BANDWIDTH=800000\nb.m3u8\n",
                BASE);

        assertThat(master.affordable(100_000)).isZero();
        assertThat(master.affordable(2_000_000)).isZero();
        assertThat(master.affordable(4_000_000)).isEqualTo(1);
    }
}
