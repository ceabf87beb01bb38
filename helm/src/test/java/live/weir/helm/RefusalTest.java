package live.weir.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that cannot be meant are refused before anything reaches a cluster, with a sentence that says what to do. */
class RefusalTest {

    static Stream<Arguments> contradictions() {
        return Stream.of(
                refused(Profile.PLAIN, "config: {weir.stage.grase: 1s}", "config names weir.stage.grase"),
                refused(Profile.PLAIN, "config: {weir.grace: 1s}", "meant is perhaps weir.stage.grace"),
                refused(Profile.PLAIN, "config: {weir.postgres.url: x}", "the chart sets itself: use postgres.url"),
                refused(Profile.PLAIN, "config: {weir.program.ladder: [720]}", "write one value in quotes"),
                refused(Profile.TRIAL, "redis: {url: 'redis://x'}", "take out postgres.url and redis.url"),
                refused(Profile.TRIAL, "kurento: {enabled: true}", "take kurento out"),
                refused(Profile.TRIAL, "canary: {enabled: true}", "set canary.enabled: false"),
                refused(Profile.TRIAL, "recordings: {existingClaim: x}", "see single.storage"),
                refused(Profile.PLAIN, "recordings: {objectStore: {existingSecret: x}}", "name the bucket"),
                refused(Profile.PLAIN, "recordings: {objectStore: {bucket: weir}}", "take the bucket out"),
                refused(
                        Profile.PRODUCTION,
                        "recordings: {existingClaim: x, objectStore: {bucket: weir}}",
                        "go to one of them"),
                refused(Profile.PLAIN, "nodes: {chat: {enabled: false}}", "No pool has the role chat"),
                refused(
                        Profile.PLAIN,
                        "nodes: {stage: {roles: [stage]}, api: {roles: [api, media]}}",
                        "both, or neither"),
                refused(Profile.PLAIN, "nodes: {api: {replicas: 0}}", "set nodes.api.enabled: false"),
                refused(Profile.PLAIN, "nodes: {api: {autoscaling: {by: hpa, min: 5, max: 2}}}", "turn them round"),
                refused(Profile.PLAIN, "nodes: {api: {autoscaling: {by: keda}}}", "monitoring.prometheus"),
                refused(Profile.PLAIN, "postgres: {url: 'postgresql://db/weir'}", "without postgres.existingSecret"),
                refused(Profile.PLAIN, "postgres: {existingSecret: x}", "without postgres.url"),
                refused(
                        Profile.PLAIN,
                        "postgres: {url: 'postgresql://me:secret@db/weir', existingSecret: x}",
                        "postgres.url holds a password"),
                refused(Profile.PLAIN, "redis: {url: 'redis://:secret@r'}", "redis.url holds a password"),
                refused(Profile.PLAIN, "redis: {existingSecret: x}", "without redis.url"),
                refused(Profile.PLAIN, "postgres: {replicas: ['postgresql://r/weir']}", "replicas of nothing"),
                refused(Profile.PLAIN, "migrations: {by: job}", "leave migrations.by empty"),
                refused(Profile.PLAIN, "kurento: {enabled: true, urls: ['ws://k/kurento']}", "or name yours"),
                refused(Profile.PLAIN, "kurento: {minPort: 9, maxPort: 8}", "kurento.minPort is not below"),
                refused(Profile.PLAIN, "turn: {enabled: true}", "without turn.host"),
                refused(Profile.PLAIN, "turn: {minPort: 9, maxPort: 8}", "turn.minPort is not below"),
                refused(
                        Profile.PLAIN,
                        "turn: {enabled: true, host: t}\nice: {turnUrls: ['turn:x']}",
                        "turn.enabled and ice.turnUrls are both set"),
                refused(
                        Profile.PLAIN,
                        "turn: {enabled: true, host: t, minPort: 45000}\nkurento: {enabled: true}",
                        "overlap"),
                refused(
                        Profile.PLAIN,
                        "media: {exposure: loadBalancer, addresses: [192.0.2.1]}",
                        "reserve one for each"),
                refused(Profile.PLAIN, "media: {exposure: pod, addresses: [192.0.2.1]}", "take out media.addresses"),
                refused(Profile.PLAIN, "ingress: {enabled: true}", "needs publicUrl"),
                refused(
                        Profile.PLAIN,
                        "ingress: {enabled: true}\npublicUrl: https://weir.example/live",
                        "without a path"),
                refused(
                        Profile.PLAIN,
                        "ingress: {enabled: true}\npublicUrl: https://weir.example",
                        "ingress.tlsSecret"),
                refused(
                        Profile.PLAIN,
                        "gateway: {enabled: true}\npublicUrl: https://weir.example",
                        "without gateway.parentRefs"),
                refused(Profile.PRODUCTION, "canary: {enabled: true}", "without canary.tag"),
                refused(Profile.PLAIN, "canary: {enabled: true, tag: x}", "without an Ingress or a Gateway"),
                refused(Profile.PLAIN, "image: {digest: abc}", "must begin with sha256:"));
    }

    /** By the schema: kinds, words, and keys that there are not. */
    static Stream<Arguments> misspellings() {
        return Stream.of(
                refused(Profile.PLAIN, "mode: clustered", "mode"),
                refused(Profile.PLAIN, "postgress: {url: x}", "postgress"),
                refused(Profile.PLAIN, "nodes: {stage: {replica: 3}}", "replica"),
                refused(Profile.PLAIN, "nodes: {stage: {replicas: three}}", "replicas"),
                refused(Profile.PLAIN, "nodes: {stage: {roles: [stages]}}", "roles"),
                refused(Profile.PLAIN, "media: {port: 99999}", "port"),
                refused(Profile.PLAIN, "canary: {weight: 101}", "weight"),
                refused(Profile.PLAIN, "zones: Sometimes", "zones"));
    }

    private static Arguments refused(Profile profile, String values, String words) {
        return Arguments.of(profile, values, words);
    }

    @ParameterizedTest
    @MethodSource({"contradictions", "misspellings"})
    void what_cannot_be_meant_is_refused(Profile profile, String values, String words) {
        assertThat(Chart.refusal(profile, values)).contains(words);
    }
}
