package live.weir.platform.channel;

import live.weir.platform.security.AccessTokens;
import live.weir.platform.security.Caller;
import live.weir.testing.Now;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Requests of people who are signed in, without the sign-in. */
public final class Tokens {

    private final WebTestClient client;
    private final AccessTokens tokens;

    public Tokens(WebTestClient client, AccessTokens tokens) {
        this.client = client;
        this.tokens = tokens;
    }

    /** @param caller null for somebody without a token */
    public WebTestClient as(@Nullable Caller caller) {
        if (caller == null) {
            return client;
        }
        String token = Now.now(tokens.issue(caller, 0)).value();
        return client.mutate()
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .build();
    }
}
