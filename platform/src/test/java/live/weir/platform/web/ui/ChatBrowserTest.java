package live.weir.platform.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Talking beside the picture: two people, a moderator, somebody who only reads, and a room that is very loud. */
class ChatBrowserTest extends BrowserTest {

    private static final String FIELD = ".composer textarea";

    /** Tells the page's own room of so many messages a second, and counts its frames meanwhile. */
    private static final String FLOOD = """
            ([rate, seconds]) => new Promise(done => {
              const { room } = document.querySelector('weir-chat');
              const from = { id: 'u9', handle: 'crowd', name: 'Crowd', role: 'viewer' };
              const gaps = [];
              let sent = 0;
              const began = performance.now();
              let last = began;
              requestAnimationFrame(function frame(now) {
                gaps.push(now - last);
                last = now;
                const due = Math.min(rate * seconds, Math.floor((now - began) / 1000 * rate));
                for (; sent < due; sent++) {
                  const message = { type: 'message', seq: room.socket.seq + 1, id: 'f' + sent, from, text: 'number ' + sent, at: '2026-11-21T10:00:00Z' };
                  room.socket.seq = message.seq;
                  room.socket.dispatchEvent(new CustomEvent('events', { detail: [message] }));
                }
                if (sent < rate * seconds) return requestAnimationFrame(frame);
                gaps.sort((a, b) => a - b);
                done({ frames: gaps.length, median: gaps[gaps.length >> 1], late: gaps[Math.floor(gaps.length * 0.95)], rows: document.querySelectorAll('.say').length, sent });
              });
            })""";

    private ChatStandIn room = new ChatStandIn();
    private String slug = "";

    @BeforeEach
    void enterAnEmptyRoom() {
        room = new ChatStandIn();
        if (slug.isEmpty()) {
            String handle = newHandle();
            String name = "chat-" + handle.replace('_', '-');
            createChannel(newPerson(handle, BrowserSession.desktop()), "A talk", name);
            slug = name;
        }
    }

    private Page person(String handle, String role) {
        Page page = browser.visitor(BrowserSession.desktop());
        room.letIn(page, handle, role);
        BrowserSession.visit(page, weir.url("/c/" + slug));
        page.waitForSelector(FIELD);
        return page;
    }

    private static void say(Page page, String text) {
        page.fill(FIELD, text);
        page.press(FIELD, "Enter");
    }

    @Test
    void two_people_talk_and_a_moderator_keeps_order() {
        Page ada = person("ada", "viewer");
        Page kim = person("kim", "viewer");
        Page mo = person("mo", "moderator");

        say(ada, "Hello <b>everybody</b> and @kim");
        kim.waitForSelector(".say.to-me .mention.me");
        assertThat(kim.innerText(".say.to-me .talk-text")).contains("<b>everybody</b>");
        kim.hover(".say.to-me");
        kim.click(".say.to-me .talk-more");
        kim.click(".sheet-act >> nth=0");
        kim.waitForSelector(".replying");
        say(kim, "Hello ada");
        ada.waitForSelector(".say:has(.talk-reply):has-text('Hello ada')");
        assertThat(ada.locator(".say.saying").count())
                .as("what is acknowledged waits for nothing")
                .isZero();

        mo.hover(".say:has-text('Hello ada')");
        mo.click(".say:has-text('Hello ada') .talk-more");
        mo.click(".sheet-times .button >> nth=1");
        ada.waitForSelector(".say.gone");
        kim.waitForSelector(".say.gone");
        assertThat(kim.locator(".sheet-order").count()).isZero();

        mo.click("#chat-menu > button");
        mo.click("#chat-menu-panel button >> nth=1");
        mo.fill("#question", "Blue or green?");
        mo.fill("#choice0", "Blue");
        mo.fill("#choice1", "Green");
        mo.click("dialog .primary");
        ada.click(".choice >> nth=0");
        ada.waitForSelector(".choice[aria-pressed=true]");
        browser.assertNoComplaints();
    }

    @Test
    void whoever_follows_a_channel_is_counted_and_asked_nothing_more() {
        Page page = newPerson(newHandle(), BrowserSession.desktop());
        room.letIn(page, "ada", "viewer");
        BrowserSession.visit(page, weir.url("/c/" + slug));
        page.click(".follow[aria-disabled=false]");
        page.waitForSelector(".follow[aria-pressed=true] .count");
        page.reload();
        page.click(".follow[aria-pressed=true]");
        page.waitForSelector(".follow[aria-pressed=false]:not(:has(.count))");
        browser.assertNoComplaints();
    }

    @Test
    void a_host_sets_what_the_room_answers_and_what_it_says_by_itself() {
        String handle = newHandle();
        Page host = newPerson(handle, BrowserSession.desktop());
        String own = "own-" + handle.replace('_', '-');
        createChannel(host, "My talk", own);
        room.letIn(host, handle, "owner");
        BrowserSession.visit(host, weir.url("/c/" + own));
        host.waitForSelector(FIELD);
        host.click("#chat-menu > button");
        host.click("#chat-menu-panel button >> nth=2");
        host.fill("#commandName", "!Rules");
        host.fill("#commandText", "Be kind.");
        host.click("weir-chat-commands .primary");
        host.waitForSelector("weir-chat-commands .line-item:has-text('!rules'):has-text('Be kind.')");
        host.click("weir-chat-commands .line-item button");
        host.waitForSelector("weir-chat-commands:not(:has(.line-item))");
        host.press("body", "Escape");

        BrowserSession.visit(host, weir.url("/channels/" + own));
        host.click(".fold:has(h2:text-is('Timers')) summary");
        host.fill("#timerName", "news");
        host.fill("#timerText", "A new song every hour.");
        host.click("weir-chat-timers form button");
        host.waitForSelector("weir-chat-timers .line-item:has-text('A new song')");

        host.click(".fold:has(h2:text-is('Bots')) summary");
        host.fill("#botName", "quiz");
        host.click("weir-bots form button");
        host.waitForSelector("#bot-token");
        assertThat(host.inputValue("#bot-token")).startsWith("wbt_");
        host.click("dialog[open] .primary");
        host.waitForSelector("weir-bots .line-item:has-text('@bot-quiz')");
        browser.assertNoComplaints();
    }

    @Test
    void who_may_not_write_leaves_a_note_and_the_host_answers_it() {
        String handle = newHandle();
        Page host = newPerson(handle, BrowserSession.desktop());
        String own = "plea-" + handle.replace('_', '-');
        createChannel(host, "My talk", own);
        Page guest = newPerson(newHandle(), BrowserSession.desktop());
        BrowserSession.visit(guest, weir.url("/c/" + own));
        BrowserSession.visit(host, weir.url("/c/" + own));
        host.waitForSelector(FIELD);
        guest.waitForSelector(FIELD);
        say(guest, "something bad");
        host.hover(".say:has-text('something bad')");
        host.click(".say:has-text('something bad') .talk-more");
        host.click(".sheet-order .sheet-act.bad");
        host.click("dialog .danger");
        guest.waitForSelector(".composer.shut");
        guest.reload();
        guest.waitForSelector(FIELD);
        say(guest, "am I still banned?");
        guest.click(".composer.shut .button");
        guest.fill("#note", "It was my cat.");
        guest.click("dialog .primary");
        guest.waitForSelector(
                "dialog:not([open])", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.HIDDEN));
        host.click("#chat-menu > button");
        host.click("#chat-menu-panel button >> nth=4");
        host.click("weir-appeals .line-item:has-text('It was my cat.') .button:not(.danger-quiet)");
        guest.waitForSelector(FIELD);
    }

    @Test
    void an_emote_of_the_channel_is_shown_where_its_name_is_written() throws IOException {
        String handle = newHandle();
        Page host = newPerson(handle, BrowserSession.desktop());
        String own = "emo-" + handle.replace('_', '-');
        createChannel(host, "My talk", own);
        room.letIn(host, handle, "owner");
        BrowserSession.visit(host, weir.url("/channels/" + own));
        host.click(".fold:has(h2:text-is('Emotes')) summary");
        host.fill("#emoteName", ":wave:");
        host.setInputFiles("#picture", new FilePayload("wave.png", "image/png", picture()));
        host.click("weir-emotes form button");
        host.waitForSelector("weir-emotes .line-item:has-text(':wave:') img");

        BrowserSession.visit(host, weir.url("/c/" + own));
        host.waitForSelector(FIELD);
        say(host, "hello :wave: and :nothing:");
        BrowserSession.await(host, "document.querySelector('.say .emote')?.naturalHeight > 0");
        assertThat(host.innerText(".say .talk-text")).contains("hello").contains(":nothing:");
        host.click("#chat-emoji > button");
        host.click("#chat-emoji-panel button >> nth=0");
        assertThat(host.inputValue(FIELD)).isEqualTo(":wave: ");
        browser.assertNoComplaints();
    }

    private static byte[] picture() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_ARGB), "png", bytes);
        return bytes.toByteArray();
    }

    @Test
    void what_is_written_survives_a_lost_connection_and_is_said_once() {
        Page ada = person("ada", "viewer");
        Page kim = person("kim", "viewer");
        say(ada, "before");
        kim.waitForSelector(".say:has-text('before')");
        ada.fill(FIELD, "half a sen");
        room.hangUp();
        assertThat(ada.inputValue(FIELD)).isEqualTo("half a sen");
        say(ada, "while away");
        kim.waitForSelector(".say:has-text('while away')");
        ada.waitForSelector(".say:not(.saying):has-text('while away')");
        assertThat(ada.locator(".say:has-text('while away')").count()).isEqualTo(1);
        assertThat(kim.locator(".say:has-text('before')").count()).isEqualTo(1);
        ada.fill(FIELD, "kept over a reload");
        ada.reload();
        ada.waitForSelector(FIELD);
        assertThat(ada.inputValue(FIELD)).isEqualTo("kept over a reload");
    }

    @Test
    void whoever_reads_back_is_left_in_peace_and_told_how_much_is_new() {
        for (int i = 0; i < 80; i++) {
            room.say("kim", "line " + i);
        }
        Page page = person("ada", "viewer");
        page.waitForSelector(".say:has-text('line 79')");
        page.hover(".talk");
        page.mouse().wheel(0, -400);
        page.waitForSelector(".talk-fresh");
        Object place = page.evaluate("document.querySelector('.talk').scrollTop");
        room.say("kim", "news");
        room.say("kim", "more news");
        BrowserSession.await(page, "document.querySelector('.talk-fresh').innerText.startsWith('2')");
        assertThat(page.evaluate("document.querySelector('.talk').scrollTop")).isEqualTo(place);
        page.click(".talk-fresh");
        page.waitForSelector(".say:has-text('more news')");

        page.focus(".talk");
        page.keyboard().press("ArrowUp");
        page.keyboard().press("ArrowUp");
        page.keyboard().press("Enter");
        page.waitForSelector(".sheet");
        page.keyboard().press("Escape");
        BrowserSession.await(page, "document.activeElement.classList.contains('say')");
        browser.assertNoComplaints();
    }

    @Test
    void a_very_loud_room_draws_few_rows_and_goes_on_drawing() {
        Page page = browser.visitor(BrowserSession.desktop());
        room.letIn(page, null, "viewer");
        BrowserSession.visit(page, weir.url("/chat/" + slug));
        page.waitForSelector(".composer.sign-in");
        Map<?, ?> seen = (Map<?, ?>) page.evaluate(FLOOD, List.of(500, 3));
        System.out.println("500 messages a second: " + seen);
        assertThat(seen.get("sent")).isEqualTo(1500);
        assertThat(seen.get("rows"))
                .asInstanceOf(InstanceOfAssertFactories.INTEGER)
                .isBetween(10, 60);
        page.waitForSelector(".say:has-text('number 1499')");
        browser.assertNoComplaints();
    }

    @Test
    void an_overlay_is_words_on_nothing() {
        room.say("kim", "Seen in the picture");
        Page page = browser.visitor(BrowserSession.desktop());
        room.letIn(page, null, "viewer");
        page.navigate(weir.url("/overlay/" + slug + "?size=40"));
        page.waitForSelector(".overlay-talk li");
        assertThat(page.innerText(".overlay-talk")).contains("Seen in the picture");
        assertThat(page.evaluate("[document.documentElement, document.body].map(one => getComputedStyle(one)"
                        + ".backgroundColor).join(' ')"))
                .isEqualTo("rgba(0, 0, 0, 0) rgba(0, 0, 0, 0)");
        assertThat(page.locator("header, footer").count()).isZero();
        browser.assertNoComplaints();
    }
}
