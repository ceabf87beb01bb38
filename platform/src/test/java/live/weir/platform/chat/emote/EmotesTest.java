package live.weir.platform.chat.emote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import javax.imageio.ImageIO;
import live.weir.platform.channel.People;
import live.weir.platform.infrastructure.database.Database;
import live.weir.platform.security.AccessTokens;
import live.weir.platform.security.Caller;
import live.weir.platform.testing.WeirTest;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Small pictures: what is taken, what is made of it, who gets it. */
@WeirTest
class EmotesTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final WebTestClient client;
    private final AccessTokens tokens;
    private final Caller owner;
    private final Caller kim;
    private final String slug = People.name();

    @Autowired
    EmotesTest(WebTestClient client, AccessTokens tokens, Database database) {
        this.client = client;
        this.tokens = tokens;
        People people = new People(database);
        this.owner = people.performer(People.name());
        this.kim = people.performer(People.name());
        as(owner)
                .post()
                .uri("/api/v1/channels")
                .bodyValue(Map.of("slug", slug, "title", "Ada paints"))
                .exchange()
                .expectStatus()
                .isCreated();
    }

    private WebTestClient as(@Nullable Caller who) {
        return who == null
                ? client
                : client.mutate()
                        .defaultHeader(
                                HttpHeaders.AUTHORIZATION,
                                "Bearer "
                                        + Objects.requireNonNull(
                                                        tokens.issue(who, 0).block())
                                                .value())
                        .build();
    }

    private static byte[] picture(String format, int width, int height) {
        BufferedImage picture = new BufferedImage(
                width, height, format.equals("jpg") ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(Color.RED);
        pen.fillRect(0, 0, width, height);
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            assertThat(ImageIO.write(picture, format, bytes)).isTrue();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return bytes.toByteArray();
    }

    private String path(String rest) {
        return "/api/v1/channels/" + slug + "/chat/emotes" + rest;
    }

    private void put(@Nullable Caller who, String name, MediaType type, byte[] body, int status) {
        as(who).put()
                .uri(path("/" + name))
                .contentType(type)
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isEqualTo(status);
    }

    private JsonNode items() {
        return JSON.readTree(Objects.requireNonNull(client.get()
                        .uri(path(""))
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody()))
                .get("items");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif"})
    void a_picture_becomes_three_that_are_as_high_as_chats_show_them(String format) throws IOException {
        EmotePictures.Sizes sizes = EmotePictures.of(picture(format, 300, 150));
        assertThat(sizeOf(sizes.small())).isEqualTo("56x28");
        assertThat(sizeOf(sizes.medium())).isEqualTo("112x56");
        assertThat(sizeOf(sizes.large())).isEqualTo("224x112");
        BufferedImage small = ImageIO.read(new ByteArrayInputStream(sizes.small()));
        Color middle = new Color(small.getRGB(28, 14));
        assertThat(middle.getRed()).isGreaterThan(240);
        assertThat(middle.getBlue()).isLessThan(15);
    }

    private static String sizeOf(byte[] png) throws IOException {
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
        return picture.getWidth() + "x" + picture.getHeight();
    }

    @Test
    void what_is_no_picture_or_a_broken_one_is_refused_whatever_its_bytes_are() {
        Random chance = new Random(7);
        for (String format : new String[] {"png", "jpg", "gif"}) {
            byte[] whole = picture(format, 64, 64);
            for (int i = 0; i < 300; i++) {
                byte[] broken = whole.clone();
                for (int hits = 0; hits < 4; hits++) {
                    broken[8 + chance.nextInt(broken.length - 8)] = (byte) chance.nextInt(256);
                }
                if (i % 3 == 0) {
                    broken = Arrays.copyOf(broken, 8 + chance.nextInt(broken.length - 8));
                }
                try {
                    EmotePictures.of(broken); // some hits do no harm
                } catch (Problem refused) {
                    assertThat(refused.getMessage()).isNotBlank();
                }
            }
        }
        for (byte[] foreign : new byte[][] {{}, {1, 2, 3}, "<svg onload='x'/>".getBytes(StandardCharsets.UTF_8)}) {
            assertThatExceptionOfType(Problem.class).isThrownBy(() -> EmotePictures.of(foreign));
        }
    }

    @Test
    void an_emote_is_listed_served_to_be_kept_and_taken_away() {
        put(owner, "Wave", MediaType.IMAGE_PNG, picture("png", 128, 128), 204);
        JsonNode items = items();
        assertThat(items).hasSize(1);
        assertThat(items.get(0).get("name").asString()).isEqualTo("wave");
        String url = items.get(0).get("url").asString();
        var answer = client.get()
                .uri(url)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType(MediaType.IMAGE_PNG)
                .expectHeader()
                .valueMatches(HttpHeaders.CACHE_CONTROL, ".*max-age=31536000.*public.*immutable.*|.*immutable.*")
                .expectBody(byte[].class)
                .returnResult();
        client.get()
                .uri(url)
                .header(
                        HttpHeaders.IF_NONE_MATCH,
                        Objects.requireNonNull(answer.getResponseHeaders().getETag()))
                .exchange()
                .expectStatus()
                .isNotModified();
        client.get()
                .uri(url.replace("small", "large"))
                .exchange()
                .expectStatus()
                .isOk();
        client.get()
                .uri(url.replace("small", "by_handle"))
                .exchange()
                .expectStatus()
                .isNotFound();

        put(owner, "wave", MediaType.IMAGE_GIF, picture("gif", 32, 32), 204);
        assertThat(items().get(0).get("url").asString()).as("another picture").isNotEqualTo(url);
        as(owner).delete().uri(path("/wave")).exchange().expectStatus().isNoContent();
        assertThat(items()).isEmpty();
        as(owner).delete().uri(path("/wave")).exchange().expectStatus().isNotFound();
    }

    @Test
    void only_moderators_give_emotes_and_within_bounds() {
        byte[] good = picture("png", 32, 32);
        put(null, "wave", MediaType.IMAGE_PNG, good, 401);
        put(kim, "wave", MediaType.IMAGE_PNG, good, 403);
        put(owner, "w", MediaType.IMAGE_PNG, good, 400);
        put(owner, "a".repeat(33), MediaType.IMAGE_PNG, good, 400);
        put(owner, "wave%20hand", MediaType.IMAGE_PNG, good, 400);
        put(owner, "wave", MediaType.APPLICATION_JSON, "{}".getBytes(StandardCharsets.UTF_8), 415);
        put(owner, "wave", MediaType.IMAGE_PNG, "<html>".getBytes(StandardCharsets.UTF_8), 415);
        put(owner, "wave", MediaType.IMAGE_PNG, Arrays.copyOf(good, 40), 422);
        put(owner, "wave", MediaType.IMAGE_PNG, picture("png", 15, 15), 422);
        put(owner, "wave", MediaType.IMAGE_PNG, picture("png", 1_025, 1_025), 422);
        put(owner, "wave", MediaType.IMAGE_PNG, picture("png", 400, 100), 422);
        put(owner, "wave", MediaType.IMAGE_PNG, new byte[400_000], 413);
        put(owner, "wave", MediaType.IMAGE_PNG, new byte[0], 400);
        as(kim).delete().uri(path("/wave")).exchange().expectStatus().isForbidden();
        client.get()
                .uri("/api/v1/emotes/nonsense/small.png")
                .exchange()
                .expectStatus()
                .isBadRequest();
        client.get()
                .uri("/api/v1/channels/nobody-at-all/chat/emotes")
                .exchange()
                .expectStatus()
                .isNotFound();
        assertThat(items()).isEmpty();
    }
}
