package live.weir.signaling.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;

/** What a server answered. */
record Reply(URI uri, int status, java.net.http.HttpHeaders headers, String body) {

    static Reply of(HttpResponse<String> response) {
        return new Reply(response.uri(), response.statusCode(), response.headers(), response.body());
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    List<String> all(String name) {
        return headers.allValues(name);
    }

    Reply is(int... statuses) {
        assertThat(statuses).as("statuses that are right for %s: %s", uri, body).contains(status);
        return this;
    }

    Reply isClientError() {
        assertThat(status).as("status of %s: %s", uri, body).isBetween(400, 499);
        return this;
    }

    Reply isSuccess() {
        assertThat(status).as("status of %s: %s", uri, body).isBetween(200, 299);
        return this;
    }

    Reply has(String name, String part) {
        assertThat(String.join(", ", all(name)).toLowerCase(java.util.Locale.ROOT))
                .as("%s of %s", name, uri)
                .contains(part.toLowerCase(java.util.Locale.ROOT));
        return this;
    }

    Reply lacks(String name) {
        assertThat(all(name)).as("%s of %s", name, uri).isEmpty();
        return this;
    }

    Reply isEmpty() {
        assertThat(body).as("body of %s", uri).isEmpty();
        return this;
    }

    URI location() {
        assertThat(header("Location")).as("Location").isNotEmpty();
        return uri.resolve(header("Location"));
    }
}
