package live.weir.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every pod of every way keeps to. */
class PolicyTest {

    /** Labels that change from release to release, as a selector cannot. */
    private static final Set<Object> MOVING = Set.of("app.kubernetes.io/version", "helm.sh/chart");

    static Stream<Ways.Way> ways() {
        return Ways.all();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void nothing_runs_as_root_or_writes_to_its_image(Ways.Way way) {
        forEachPod(way, (workload, pod) -> {
            assertThat(pod.text("securityContext.runAsNonRoot")).isEqualTo("true");
            assertThat(pod.text("securityContext.seccompProfile.type")).isEqualTo("RuntimeDefault");
            assertThat(pod.text("automountServiceAccountToken")).isEqualTo("false");
            containers(pod).forEach(container -> {
                Node security = container.at("securityContext");
                assertThat(security.text("allowPrivilegeEscalation")).isEqualTo("false");
                assertThat(security.text("readOnlyRootFilesystem")).isEqualTo("true");
                assertThat(security.items("capabilities.drop").map(Node::value)).containsExactly("ALL");
            });
        });
    }

    @ParameterizedTest
    @MethodSource("ways")
    void everything_says_what_it_needs_and_what_it_may_take(Ways.Way way) {
        forEachPod(
                way,
                (workload, pod) -> containers(pod).forEach(container -> {
                    assertThat(container.text("resources.requests.cpu"))
                            .as(container.title())
                            .isNotEmpty();
                    assertThat(container.text("resources.requests.memory"))
                            .as(container.title())
                            .isNotEmpty();
                    // Memory alone: a limit of CPU would stop media in the middle of a picture.
                    assertThat(container.text("resources.limits.memory"))
                            .as(container.title())
                            .isNotEmpty();
                }));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void everything_that_stays_is_probed_at_a_port_that_it_has(Ways.Way way) {
        forEachPod(way, (workload, pod) -> {
            if (!workload.text("kind").equals("Job")) {
                pod.items("containers").forEach(container -> {
                    Set<Object> ports = ports(container);
                    for (String probe : List.of("readinessProbe", "livenessProbe")) {
                        assertThat(container.has(probe)).as(probe).isTrue();
                        for (String by : List.of(probe + ".httpGet.port", probe + ".tcpSocket.port")) {
                            if (container.has(by)) {
                                assertThat(ports).contains(container.at(by).value());
                            }
                        }
                    }
                });
            }
        });
    }

    @ParameterizedTest
    @MethodSource("ways")
    void selectors_match_their_pods_and_are_all_different(Ways.Way way) {
        Rendered rendered = way.render();
        Set<Object> selectors = new HashSet<>();
        rendered.workloads().filter(workload -> workload.has("spec.selector")).forEach(workload -> {
            Map<?, ?> selector = workload.map("spec.selector.matchLabels");
            assertThat(selector.keySet())
                    .as(workload.title())
                    .allMatch(label ->
                            Objects.equals(selector.get(label), labels(workload).get(label)))
                    .noneMatch(MOVING::contains);
            assertThat(selectors.add(selector)).as(workload.title()).isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("ways")
    void services_and_budgets_find_pods_and_their_ports(Ways.Way way) {
        Rendered rendered = way.render();
        rendered.all("Service").forEach(service -> {
            List<Node> found = found(rendered, service.map("spec.selector"));
            assertThat(found).as(service.title()).isNotEmpty();
            Set<Object> ports = found.stream()
                    .flatMap(workload -> workload.items("spec.template.spec.containers"))
                    .flatMap(container -> ports(container).stream())
                    .collect(Collectors.toSet());
            assertThat(service.items("spec.ports")
                            .map(port -> port.at("targetPort").value()))
                    .as(service.title())
                    .allMatch(ports::contains);
        });
        rendered.all("PodDisruptionBudget")
                .forEach(budget -> assertThat(found(rendered, budget.map("spec.selector.matchLabels")))
                        .as(budget.title())
                        .hasSize(1));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void what_points_to_a_resource_of_the_chart_points_to_one_that_there_is(Ways.Way way) {
        Rendered rendered = way.render();
        Stream<String> backends = Stream.concat(
                rendered.all("Ingress")
                        .flatMap(ingress -> ingress.items("spec.rules"))
                        .flatMap(rule -> rule.items("http.paths"))
                        .map(path -> "Service " + path.text("backend.service.name")),
                rendered.all("HTTPRoute")
                        .flatMap(route -> route.items("spec.rules"))
                        .flatMap(rule -> rule.items("backendRefs"))
                        .map(backend -> "Service " + backend.text("name")));
        Stream<String> scaled = Stream.of("HorizontalPodAutoscaler", "ScaledObject")
                .flatMap(rendered::all)
                .map(scaler -> scaler.text("spec.scaleTargetRef.kind") + " " + scaler.text("spec.scaleTargetRef.name"));
        Stream<String> used = rendered.workloads().flatMap(PolicyTest::used);
        assertThat(Stream.of(backends, scaled, used)
                        .flatMap(names -> names)
                        .filter(name -> name.contains(" weir-") && !isFromOutside(name)))
                .allMatch(rendered.names()::contains);
    }

    /** In the values of production these are the operator's. */
    private static boolean isFromOutside(String name) {
        return Set.of("Secret weir-postgres", "Secret weir-redis", "Secret weir-tls", "Secret weir-postgres-ca")
                        .contains(name)
                || name.equals("Secret weir-secrets"); // kept by the first region
    }

    private static Stream<String> used(Node workload) {
        Node pod = workload.at("spec.template.spec");
        Stream<String> variables = containers(pod)
                .flatMap(container -> Stream.of(
                                container.items("env").map(variable -> variable.text("valueFrom.secretKeyRef.name")),
                                container.items("envFrom").map(source -> source.text("secretRef.name")))
                        .flatMap(names -> names))
                .map(name -> "Secret " + name);
        Stream<String> maps = containers(pod)
                .flatMap(container -> container.items("envFrom"))
                .map(source -> "ConfigMap " + source.text("configMapRef.name"));
        Stream<String> volumes = pod.items("volumes")
                .flatMap(volume -> Stream.of(
                        "Secret " + volume.text("secret.secretName"),
                        "ConfigMap " + volume.text("configMap.name"),
                        "PersistentVolumeClaim " + volume.text("persistentVolumeClaim.claimName")));
        return Stream.of(variables, maps, volumes).flatMap(names -> names);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void mounts_are_of_volumes_that_the_pod_has(Ways.Way way) {
        forEachPod(way, (workload, pod) -> {
            Set<String> volumes = Stream.concat(
                            pod.items("volumes").map(volume -> volume.text("name")),
                            workload.items("spec.volumeClaimTemplates").map(claim -> claim.text("metadata.name")))
                    .collect(Collectors.toSet());
            Set<String> mounted = containers(pod)
                    .flatMap(container -> container.items("volumeMounts"))
                    .map(mount -> mount.text("name"))
                    .collect(Collectors.toSet());
            assertThat(mounted).isEqualTo(volumes);
        });
    }

    @ParameterizedTest
    @MethodSource("ways")
    void a_node_gets_the_time_to_leave_that_it_was_promised(Ways.Way way) {
        forEachPod(way, (workload, pod) -> {
            Map<String, String> variables = pod.items("containers")
                    .flatMap(container -> container.items("env"))
                    .collect(Collectors.toMap(
                            variable -> variable.text("name"),
                            variable -> variable.text("value"),
                            (one, other) -> one));
            if (variables.containsKey("WEIR_DRAIN_PATIENCE")) {
                int wanted = seconds(variables, "WEIR_DRAIN_NOTICE") + seconds(variables, "WEIR_DRAIN_PATIENCE");
                assertThat(Integer.parseInt(pod.text("terminationGracePeriodSeconds")))
                        .isGreaterThanOrEqualTo(wanted + 30);
            }
        });
    }

    private static int seconds(Map<String, String> variables, String name) {
        return Integer.parseInt(variables.getOrDefault(name, "").replace("s", ""));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void kurento_is_spoken_to_by_nodes_with_stages_or_media_alone(Ways.Way way) {
        Rendered rendered = way.render();
        rendered.all("NetworkPolicy")
                .filter(policy -> policy.text("metadata.name").equals("weir-kurento"))
                .flatMap(policy -> policy.items("spec.ingress"))
                .filter(rule ->
                        rule.items("ports").anyMatch(port -> port.text("port").equals("8888")))
                .forEach(rule -> assertThat(rule.items("from")
                                .flatMap(from -> from.items("podSelector.matchExpressions"))
                                .map(expression -> expression.text("key")))
                        .containsExactly("weir.live/role-stage", "weir.live/role-media"));
    }

    private interface PodCheck {
        void check(Node workload, Node pod);
    }

    private static void forEachPod(Ways.Way way, PodCheck check) {
        way.render().workloads().forEach(workload -> check.check(workload, workload.at("spec.template.spec")));
    }

    private static Stream<Node> containers(Node pod) {
        return Stream.concat(pod.items("initContainers"), pod.items("containers"));
    }

    private static Set<Object> ports(Node container) {
        return container
                .items("ports")
                .flatMap(port -> Stream.of(
                        port.at("containerPort").value(), port.at("name").value()))
                .collect(Collectors.toSet());
    }

    private static Map<?, ?> labels(Node workload) {
        return workload.map("spec.template.metadata.labels");
    }

    /** Labels that Kubernetes itself gives to pods of StatefulSets are left out. */
    private static List<Node> found(Rendered rendered, Map<?, ?> selector) {
        return rendered.workloads()
                .filter(workload -> selector.entrySet().stream()
                        .filter(entry -> !entry.getKey().equals("apps.kubernetes.io/pod-index"))
                        .allMatch(entry ->
                                entry.getValue().equals(labels(workload).get(entry.getKey()))))
                .toList();
    }
}
