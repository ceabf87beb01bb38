package live.weir.platform.chat.room;

import static live.weir.testing.Now.now;

import java.util.Map;
import live.weir.platform.channel.People;
import live.weir.platform.infrastructure.database.Database;
import live.weir.platform.security.AccessTokens;
import live.weir.platform.security.Caller;
import live.weir.platform.security.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;

/** People of a shared node, their channels, and the way in. */
final class Town {

    /** Somebody who is signed in. */
    record Citizen(Caller caller, String token) {

        String handle() {
            return caller.handle();
        }
    }

    private final WebTestClient client;
    private final AccessTokens tokens;
    private final People people;
    private final Environment environment;

    Town(WebTestClient client, AccessTokens tokens, Database database, Environment environment) {
        this.client = client;
        this.tokens = tokens;
        this.people = new People(database);
        this.environment = environment;
    }

    String base() {
        return "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port");
    }

    /** A new account, that may have channels. */
    Citizen somebody() {
        return citizen(people.performer(People.name()));
    }

    /** A new account with these roles alone. */
    Citizen somebody(Role... roles) {
        return citizen(people.person(People.name(), roles));
    }

    private Citizen citizen(Caller caller) {
        return new Citizen(caller, now(tokens.issue(caller, 0)).value());
    }

    /** A new channel's slug. */
    String room(Citizen owner) {
        String slug = People.name();
        as(owner)
                .post()
                .uri("/api/v1/channels")
                .bodyValue(Map.of("slug", slug, "title", "Ada paints"))
                .exchange()
                .expectStatus()
                .isCreated();
        return slug;
    }

    Visitor in(String slug, @Nullable Citizen who) {
        return Visitor.in(base(), slug, who == null ? null : who.token());
    }

    /** Connects, and says nothing yet. */
    Visitor at(String slug) {
        return Visitor.at(base(), slug);
    }

    WebTestClient as(@Nullable Citizen who) {
        return who == null
                ? client
                : client.mutate()
                        .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + who.token())
                        .build();
    }
}
