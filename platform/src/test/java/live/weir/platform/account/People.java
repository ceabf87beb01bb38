package live.weir.platform.account;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What people do with accounts, for tests that need some. */
final class People {

    static final String PASSWORD = "four plain words here";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final WebTestClient client;

    record SignIn(String token, ResponseCookie cookie, Map<?, ?> account) {

        String refresh() {
            return cookie.getValue();
        }
    }

    People(WebTestClient client) {
        this.client = client;
    }

    static String freshHandle() {
        return "p_" + Long.toString(System.nanoTime(), 36) + "_" + COUNT.incrementAndGet();
    }

    String register() {
        String handle = freshHandle();
        client.post()
                .uri("/api/v1/accounts")
                .bodyValue(account(handle))
                .exchange()
                .expectStatus()
                .isCreated();
        return handle;
    }

    static Map<String, Object> account(String handle) {
        return new HashMap<>(Map.of("handle", handle, "password", PASSWORD));
    }

    SignIn signIn(String handle) {
        return signedIn(client.post()
                .uri("/api/v1/sessions")
                .bodyValue(account(handle))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(Map.class)
                .returnResult());
    }

    WebTestClient.ResponseSpec refresh(String token) {
        return client.post()
                .uri("/api/v1/sessions/refresh")
                .cookie("weir_refresh", token)
                .exchange();
    }

    SignIn refreshed(String token) {
        return signedIn(
                refresh(token).expectStatus().isOk().expectBody(Map.class).returnResult());
    }

    WebTestClient.ResponseSpec me(String token) {
        return client.get()
                .uri("/api/v1/accounts/me")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .exchange();
    }

    @SuppressWarnings("rawtypes")
    private static SignIn signedIn(EntityExchangeResult<Map> result) {
        Map<?, ?> body = Objects.requireNonNull(result.getResponseBody());
        return new SignIn(
                String.valueOf(body.get("accessToken")),
                Objects.requireNonNull(result.getResponseCookies().getFirst("weir_refresh")),
                (Map<?, ?>) Objects.requireNonNull(body.get("account")));
    }
}
