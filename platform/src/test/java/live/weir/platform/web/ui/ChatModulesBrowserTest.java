package live.weir.platform.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the chat's modules calculate. They run where they are made for. */
class ChatModulesBrowserTest extends BrowserTest {

    private static final String LOG = """
            async () => {
              const { ChatLog } = await import(document.documentElement.dataset.ui + 'chat/log.js');
              const kim = { id: 'u1', handle: 'kim', name: 'Kim', role: 'viewer' };
              const message = (seq, text, id = 'm' + seq) => ({ type: 'message', seq, id, from: kim, text, at: '2026-11-21T10:00:00Z' });
              const log = new ChatLog();
              const texts = () => log.entries.map(entry => entry.gone ? '-' : entry.text ?? entry.kind).join('|');
            """;

    @Test
    void text_is_taken_apart_into_words_links_and_people_and_never_becomes_markup() {
        assertThat(at("/", BrowserSession.desktop()).evaluate("""
                async () => {
                  const { piecesOf } = await import(document.documentElement.dataset.ui + 'chat/text.js');
                  const text = 'Hi @Kim and @nobody, see https://example.org/a?b=(c). <b>javascript:alert(1)</b> :wave:';
                  const pieces = piecesOf(text, { mentions: ['kim'], emotes: new Map([['wave', '/e/wave.png']]) });
                  return [pieces.map(({ kind, text }) => `${kind}=${text}`), pieces.map(({ text }) => text).join('') === text].flat();
                }"""))
                .isEqualTo(List.of(
                        "text=Hi ",
                        "person=@Kim",
                        "text= and @nobody, see ",
                        "link=https://example.org/a?b=(c",
                        "text=). <b>javascript:alert(1)</b> ",
                        "emote=:wave:",
                        true));
    }

    @Test
    void what_is_said_twice_stands_once_and_what_is_taken_back_is_gone() {
        assertThat(evaluate("""
                  log.saying({ id: 'm3', from: kim, text: 'mine' });
                  log.take([message(1, 'a'), message(2, 'b'), message(3, 'mine'), message(2, 'b')]);
                  log.take([{ type: 'edited', message: 1, text: 'A' }, { type: 'deleted', message: 2, by: 'moderator' }]);
                  const before = texts();
                  log.take([{ type: 'cleared', handle: 'kim' }]);
                  return [before, texts()];
                }""")).isEqualTo(List.of("mine|A|-", "-|-|-"));
    }

    @Test
    void a_gap_is_filled_from_its_end_and_shrinks() {
        assertThat(evaluate("""
                  log.take([message(1, 'a'), { type: 'gap', from: 2, to: 9 }, message(10, 'z')]);
                  log.fill(log.entries[1], [message(8, 'x'), message(9, 'y')]);
                  const once = [texts(), log.entries[1].to];
                  log.fill(log.entries[1], [message(1, 'a'), message(2, 'b'), message(7, 'w')]);
                  return [...once, texts()];
                }""")).isEqualTo(List.of("a|gap|x|y|z", 7, "a|b|w|x|y|z"));
    }

    @Test
    void a_long_talk_is_bounded_and_can_still_be_read_back() {
        assertThat(evaluate("""
                  for (let seq = 1; seq <= 5000; seq += 50) log.take(Array.from({ length: 50 }, (_, i) => message(seq + i, 't' + (seq + i))));
                  const count = log.entries.length;
                  const { seq } = log.entries[0];
                  const older = log.prepend([message(seq - 1, 'older'), message(seq, 'known')]);
                  const [first, second] = log.entries;
                  log.take([{ type: 'deleted', message: 4999, by: 'author' }]);
                  return [count <= 3500, older.length, first.text, second.text === 't' + seq, log.bySeq(4999).gone, log.total];
                }""")).isEqualTo(List.of(true, 2, "older", true, "author", 5000));
    }

    @Test
    void places_on_a_tape_have_pictures_of_this_house_only() {
        assertThat(at("/", BrowserSession.desktop()).evaluate("""
                async () => {
                  const { cuesOf } = await import(document.documentElement.dataset.ui + 'parts/player/sprites.js');
                  const cues = cuesOf('WEBVTT\\r\\n\\r\\n00:05.000 --> 00:10.500\\r\\ns.jpg#xywh=160,90,160,90\\r\\n\\r\\n01:00:00.000 --> 01:00:05.000\\r\\nhttps://elsewhere.example/s.jpg#xywh=0,0,1,1\\r\\n', location.origin + '/vod/r/sprites.vtt');
                  return cues.map(({ from, to, url, x, y }) => [from, to, new URL(url).pathname, x, y].join(' '));
                }""")).isEqualTo(List.of("5 10.5 /vod/r/s.jpg 160 90"));
    }

    private Object evaluate(String rest) {
        Page page = at("/", BrowserSession.desktop());
        return page.evaluate(LOG + rest);
    }
}
