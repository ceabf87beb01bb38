package live.weir.platform.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UiRoutesTest {

    private static final Pattern FILE = Pattern.compile("(?:href|src)=\"(/ui/[^\"]+)\"");

    @SuppressWarnings("NullAway.Init")
    private WebTestClient client;

    @BeforeAll
    void serve() throws IOException {
        client = WebTestClient.bindToRouterFunction(
                        new UiRoutes().userInterface(JsonMapper.builder().build()))
                .configureClient()
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(1 << 20))
                .build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/signup",
                "/signin",
                "/channels",
                "/channels/mill",
                "/account",
                "/c/mill",
                "/chat/mill",
                "/overlay/mill",
                "/v/0199",
                "/studio/mill",
                "/ops",
                "/setup"
            })
    void every_page_is_answered_by_the_shell(String path) {
        assertThat(page(path, "en", HttpStatus.OK)).contains("<weir-app>", "<html lang=\"en\"");
    }

    @Test
    void a_page_without_header_and_footer_says_so_from_its_first_byte() {
        assertThat(page("/overlay/mill", "en", HttpStatus.OK)).contains("data-frame=\"overlay\"");
        assertThat(page("/c/mill", "en", HttpStatus.OK)).contains("data-frame=\"whole\"");
    }

    @Test
    void who_links_to_a_channel_is_shown_its_newest_picture_and_the_card_where_there_is_none() {
        assertThat(page("/c/mill", "en", HttpStatus.OK))
                .containsSubsequence(
                        "og:image\" content=\"", "/hls/mill/picture.jpg\"", "og:image\" content=\"", "card.png");
        assertThat(page("/c/Not%20A%20Name", "en", HttpStatus.OK)).doesNotContain("picture.jpg");
        assertThat(page("/", "en", HttpStatus.OK)).doesNotContain("picture.jpg");
    }

    @Test
    void an_unknown_page_is_the_shell_too_but_says_404() {
        assertThat(page("/no/such/page", "en", HttpStatus.NOT_FOUND)).contains("<title>Not found · Weir</title>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/live",
                "/api",
                "/actuator/health",
                "/openapi",
                "/whip/mill",
                "/whep/mill",
                "/ws/chat/mill",
                "/hls/mill/index.m3u8",
                "/vod/0199/index.m3u8",
                "/ui/old/app.js"
            })
    void what_belongs_to_programs_is_left_alone(String path) {
        client.get()
                .uri(path)
                .accept(MediaType.TEXT_HTML)
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .isEmpty();
    }

    @Test
    void a_program_that_asks_for_json_gets_no_html() {
        client.get()
                .uri("/nowhere")
                .accept(MediaType.APPLICATION_JSON)
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fr-CA,fr;q=0.9,en;q=0.8|fr",
                "nl,pt-BR;q=0.7|pt",
                "en;q=0.2,ja|ja",
                "zh-Hant-TW|zh",
                "xx|en",
                ";;;|en",
                "de;q=0,en|en"
            })
    void the_language_is_the_readers(String wished, String expected) {
        assertThat(page("/signup", wished, HttpStatus.OK)).contains("<html lang=\"" + expected + "\"");
    }

    @Test
    void a_chosen_language_and_theme_outrank_the_browsers() {
        client.get()
                .uri("/")
                .accept(MediaType.TEXT_HTML)
                .header(HttpHeaders.ACCEPT_LANGUAGE, "fr")
                .cookie("weir-lang", "ko")
                .cookie("weir-theme", "dark")
                .exchange()
                .expectHeader()
                .valueEquals(HttpHeaders.VARY, "Accept-Language, Cookie")
                .expectBody(String.class)
                .value(html -> assertThat(html).contains("<html lang=\"ko\" data-theme=\"dark\""));
    }

    @Test
    void nothing_from_the_address_reaches_the_page_unescaped() {
        String html = page("/c/%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E", "en", HttpStatus.OK);
        assertThat(html).doesNotContain("<script>alert").contains("&lt;script&gt;");
    }

    @Test
    void the_policy_lets_in_our_files_and_this_import_map_only() {
        EntityExchangeResult<String> answer = exchange("/", "en");
        String html = Objects.requireNonNull(answer.getResponseBody());
        String map = html.substring(html.indexOf("importmap\">") + "importmap\">".length());
        String hash = ContentHash.cspSource(map.substring(0, map.indexOf("</script>")));
        assertThat(answer.getResponseHeaders().getFirst("Content-Security-Policy"))
                .contains("default-src 'self'", "script-src 'self' " + hash + ";")
                .doesNotContain("unsafe");
        assertThat(html).doesNotContain("style=", "onclick");
    }

    @Test
    void every_file_a_page_names_is_there_for_ever_and_compressed() {
        for (String path : filesOf(page("/", "en", HttpStatus.OK))) {
            client.get()
                    .uri(path)
                    .header(HttpHeaders.ACCEPT_ENCODING, "br, gzip")
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectHeader()
                    .valueEquals(HttpHeaders.CACHE_CONTROL, "max-age=31536000, public, immutable")
                    .expectHeader()
                    .exists(HttpHeaders.ETAG);
        }
        String script = filesOf(page("/", "en", HttpStatus.OK)).stream()
                .filter(path -> path.endsWith("app.js"))
                .findFirst()
                .orElseThrow();
        client.get()
                .uri(script)
                .header(HttpHeaders.ACCEPT_ENCODING, "gzip")
                .exchange()
                .expectHeader()
                .valueEquals(HttpHeaders.CONTENT_ENCODING, "gzip");
        client.get()
                .uri(script)
                .header(HttpHeaders.ACCEPT_ENCODING, "gzip;q=0, identity")
                .exchange()
                .expectHeader()
                .doesNotExist(HttpHeaders.CONTENT_ENCODING);
    }

    @Test
    void what_a_browser_already_has_is_not_sent_again() {
        for (String path : List.of("/", "/sw.js", "/manifest.webmanifest")) {
            String tag = Objects.requireNonNull(
                    exchange(path, "en").getResponseHeaders().getETag());
            client.get()
                    .uri(path)
                    .header(HttpHeaders.IF_NONE_MATCH, tag)
                    .header(HttpHeaders.ACCEPT_LANGUAGE, "en")
                    .exchange()
                    .expectStatus()
                    .isNotModified()
                    .expectBody()
                    .isEmpty();
        }
    }

    /** A browser replaces the headers of the page it has kept by those of the 304. */
    @Test
    void a_page_that_did_not_change_keeps_its_policy() {
        HttpHeaders first = exchange("/", "en").getResponseHeaders();
        client.get()
                .uri("/")
                .header(HttpHeaders.IF_NONE_MATCH, Objects.requireNonNull(first.getETag()))
                .header(HttpHeaders.ACCEPT_LANGUAGE, "en")
                .accept(MediaType.TEXT_HTML)
                .exchange()
                .expectStatus()
                .isNotModified()
                .expectHeader()
                .valueEquals(
                        "Content-Security-Policy", Objects.requireNonNull(first.getFirst("Content-Security-Policy")))
                .expectHeader()
                .valueEquals(HttpHeaders.VARY, "Accept-Language, Cookie");
    }

    @Test
    void the_page_names_in_advance_every_module_it_needs() throws IOException {
        WebLibraries libraries = WebLibraries.read();
        UiFiles files = UiFiles.read(libraries);
        ModuleGraph graph = new ModuleGraph(files, libraries.imports());
        assertThat(page("/signup", "en", HttpStatus.OK))
                .contains("pages/signup.js", "parts/password.js", "lit-html/lit-html.js", "messages/en.json");
        for (Page page : Page.values()) {
            assertThat(graph.needsOf("app.js", "parts/app.js", page.module()))
                    .allMatch(module -> files.file(module) != null);
        }
    }

    @Test
    void server_and_browser_agree_on_the_pages() throws IOException {
        String routes = UiFiles.read(WebLibraries.read()).requiredSource("core/routes.js");
        Matcher route = Pattern.compile("\\{ id: '(\\w+)', path: '([^']+)'").matcher(routes);
        List<String> browser = new ArrayList<>();
        while (route.find()) {
            browser.add(route.group(1) + " " + route.group(2));
        }
        List<String> server = new ArrayList<>();
        for (Page page : Page.values()) {
            server.add(page.id() + " " + page.path());
        }
        server.remove(Page.NOT_FOUND.id() + " " + Page.NOT_FOUND.path());
        assertThat(browser).isEqualTo(server);
    }

    private String page(String path, String languages, HttpStatus status) {
        EntityExchangeResult<String> answer = exchange(path, languages);
        assertThat(answer.getStatus()).isEqualTo(status);
        return Objects.requireNonNull(answer.getResponseBody());
    }

    private EntityExchangeResult<String> exchange(String path, String languages) {
        return client.get()
                .uri(URI.create(path))
                .header(HttpHeaders.ACCEPT, "text/html,*/*;q=0.8")
                .header(HttpHeaders.ACCEPT_LANGUAGE, languages)
                .exchange()
                .expectBody(String.class)
                .returnResult();
    }

    private static List<String> filesOf(String html) {
        return FILE.matcher(html)
                .results()
                .map(file -> file.group(1))
                .distinct()
                .toList();
    }
}
