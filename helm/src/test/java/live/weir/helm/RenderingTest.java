package live.weir.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every profile, with every value that changes what there is, is something that Kubernetes takes. */
class RenderingTest {

    static Stream<Ways.Way> ways() {
        return Ways.all();
    }

    @Test
    void helm_finds_nothing_to_complain_of() {
        assertThat(Chart.lint().getMessages()).noneMatch(line -> line.contains("ERROR") || line.contains("WARNING"));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void kubernetes_knows_every_field(Ways.Way way) {
        assertThat(way.render().resources()).isNotEmpty().allSatisfy(KubernetesTypes::read);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void no_two_resources_have_one_name(Ways.Way way) {
        assertThat(way.render().names()).doesNotHaveDuplicates();
    }

    @Test
    void a_field_that_kubernetes_does_not_know_is_found() {
        Node service = new Node(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Service",
                "metadata",
                Map.of("name", "x"),
                "spec",
                Map.of("ports", List.of(Map.of("prot", 80)))));
        assertThatThrownBy(() -> KubernetesTypes.read(service)).hasMessageContaining("prot");
    }

    @Test
    void the_roles_are_pools_of_one_image() {
        Rendered cluster = Chart.render(Profile.PRODUCTION, "");
        assertThat(cluster.all("Deployment").map(Node::title))
                .containsExactlyInAnyOrder("Deployment weir-api", "Deployment weir-chat", "Deployment weir-delivery");
        assertThat(cluster.all("StatefulSet").map(Node::title))
                .containsExactlyInAnyOrder("StatefulSet weir-stage", "StatefulSet weir-turn");
    }

    @Test
    void a_trial_is_one_pod_with_one_volume() {
        Rendered trial = Chart.render(Profile.TRIAL, "");
        assertThat(trial.workloads().map(Node::title)).containsExactly("StatefulSet weir-all");
        assertThat(trial.one("StatefulSet", "weir-all").items("spec.volumeClaimTemplates"))
                .hasSize(1);
    }

    @Test
    void the_schema_is_brought_up_to_date_before_nodes_that_expect_it() throws IOException {
        Rendered cluster = Chart.render(Profile.PRODUCTION, "");
        assertThat(cluster.one("Job", "weir-migrate")
                        .items("spec.template.spec.containers")
                        .flatMap(container -> container.items("args"))
                        .map(Node::value))
                .containsExactly("migrate");
        assertThat(DocumentedValues.read().values())
                .filteredOn(value -> value.path().equals("migrations.annotations"))
                .singleElement()
                .satisfies(value -> assertThat(value.fallback()).contains("helm.sh/hook: pre-install,pre-upgrade"));
        assertThat(cluster.one("ConfigMap", "weir-environment").map("data").get("WEIR_POSTGRES_MIGRATIONS"))
                .isEqualTo("expected");
        assertThat(Chart.render(Profile.PLAIN, "").all("Job")).isEmpty();
    }

    @Test
    void secrets_are_made_once_and_kept_by_every_upgrade() {
        Map<?, ?> made = data(Chart.render(Profile.PLAIN, ""), "weir-secrets");
        assertThat(Base64.getDecoder().decode(text(made, "master-key")))
                .asString()
                .satisfies(key -> assertThat(Base64.getDecoder().decode(key)).hasSize(32));
        Cluster.put("weir-secrets", Map.of("master-key", text(made, "master-key"), "turn-secret", "b2xk"));
        Cluster.put("weir-servers", Map.of("postgres-password", "b2xk", "redis-password", "YWxzbyBvbGQ="));
        try {
            Rendered upgrade = Chart.render(Profile.PLAIN, "");
            assertThat(data(upgrade, "weir-secrets"))
                    .isEqualTo(Map.of("master-key", text(made, "master-key"), "turn-secret", "b2xk"));
            assertThat(data(upgrade, "weir-servers"))
                    .isEqualTo(Map.of("postgres-password", "b2xk", "redis-password", "YWxzbyBvbGQ="));
        } finally {
            Cluster.remove("weir-secrets");
            Cluster.remove("weir-servers");
        }
    }

    private static Map<?, ?> data(Rendered rendered, String secret) {
        return rendered.one("Secret", secret).map("data");
    }

    private static String text(Map<?, ?> data, String key) {
        return String.valueOf(data.get(key));
    }

    @Test
    void a_change_of_the_configuration_rolls_the_nodes() {
        assertThat(checksum("")).isEqualTo(checksum("")).isNotEqualTo(checksum("config: {weir.stage.grace: 40s}"));
    }

    private static Object checksum(String values) {
        Object checksum = Chart.render(Profile.PRODUCTION, values)
                .one("Deployment", "weir-api")
                .map("spec.template.metadata.annotations")
                .get("checksum/environment");
        return checksum == null ? "none" : checksum;
    }

    @Test
    void a_second_version_gets_its_share() {
        Rendered cluster = Chart.render(
                Profile.PRODUCTION,
                "canary: {enabled: true, tag: next, weight: 7}\ngateway: {enabled: true, parentRefs: [{name: g}]}");
        assertThat(cluster.one("Deployment", "weir-api-canary")
                        .items("spec.template.spec.containers")
                        .map(container -> container.text("image")))
                .allMatch(image -> image.endsWith(":next"));
        assertThat(cluster.one("Ingress", "weir-canary")
                        .map("metadata.annotations")
                        .get("nginx.ingress.kubernetes.io/canary-weight"))
                .isEqualTo("7");
        assertThat(cluster.one("HTTPRoute", "weir")
                        .items("spec.rules")
                        .map(rule -> rule.items("backendRefs")
                                .map(backend -> backend.text("name") + " " + backend.text("weight"))
                                .toList()))
                .contains(List.of("weir-api 93", "weir-api-canary 7"), List.of("weir-stage "));
    }
}
