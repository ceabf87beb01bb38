package live.weir.platform.infrastructure.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {

    @Test
    void all_parts_are_read_and_unescaped() {
        PostgresUrl url = PostgresUrl.parse(
                "key",
                "postgresql://some%40one:p%2Fw%3A+1@db.example:6432/my%20db?sslmode=verify-full&sslrootcert=/ca.pem");
        assertThat(url.hosts()).containsExactly(new PostgresUrl.Host("db.example", 6432));
        assertThat(url.user()).isEqualTo("some@one");
        assertThat(url.password()).isEqualTo("p/w:+1");
        assertThat(url.database()).isEqualTo("my db");
        assertThat(url.tls()).containsEntry("sslmode", "verify-full").containsEntry("sslrootcert", "/ca.pem");
        assertThat(url.toString()).doesNotContain("p/w");
    }

    @Test
    void several_hosts_are_a_fail_over_set_and_the_port_has_a_default() {
        PostgresUrl url = PostgresUrl.parse("key", "postgres://u@a:1,b,[::1]:3/d");
        assertThat(url.hosts())
                .isEqualTo(List.of(
                        new PostgresUrl.Host("a", 1),
                        new PostgresUrl.Host("b", 5432),
                        new PostgresUrl.Host("[::1]", 3)));
        assertThat(url.jdbc())
                .startsWith("jdbc:postgresql://a:1,b:5432,[::1]:3/d?")
                .contains("targetServerType=primary");
    }

    @Test
    void user_and_password_may_come_from_keys_of_their_own() {
        PostgresUrl url = PostgresUrl.parse("key", "r2dbc:postgresql://h/d").signedInAs("u", "secret");
        assertThat(url.user()).isEqualTo("u");
        assertThat(url.password()).isEqualTo("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://h/d",
                "postgresql://h",
                "postgresql://h/",
                "postgresql:///d",
                "postgresql://h:0/d",
                "postgresql://h:99999/d",
                "postgresql://h:x/d",
                "postgresql://h,/d",
                "postgresql://u:hunter2@h/d?ssl=true",
                "postgresql://u:hunter2@h/d?sslmode=maybe",
                "postgresql://u:hunter2@a@b/d"
            })
    void what_is_no_url_is_refused_without_repeating_the_password(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PostgresUrl.parse("weir.postgres.url", url))
                .withMessageContaining("weir.postgres.url")
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("hunter2"));
    }
}
