package live.weir.helm;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The ways to set the chart that bring different resources, which all checks go through. */
final class Ways {

    private static final Map<String, Rendered> RENDERED = new ConcurrentHashMap<>();

    /** @param values over the profile's */
    record Way(String name, Profile profile, String values) {

        /** Once for all tests: nobody changes what was rendered. */
        Rendered render() {
            return RENDERED.computeIfAbsent(name, first -> Chart.render(profile, values));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private Ways() {}

    static Stream<Way> all() {
        return Stream.of(
                new Way("plain", Profile.PLAIN, ""),
                new Way("trial", Profile.TRIAL, ""),
                new Way("production", Profile.PRODUCTION, ""),
                new Way("a region", Profile.REGION, ""),
                new Way("with Kurento", Profile.PRODUCTION, "kurento: {enabled: true}\n"),
                new Way(
                        "with Kurento among pods",
                        Profile.PLAIN,
                        "kurento: {enabled: true, network: pod, announce: podIP, replicas: 1}\n"),
                new Way("with one's own Kurento", Profile.PLAIN, "kurento: {urls: ['ws://kurento:8888/kurento']}\n"),
                new Way("with TLS for TURN", Profile.PRODUCTION, "turn: {tlsSecret: turn-tls}\n"),
                new Way("with one's own TURN", Profile.PLAIN, """
                        ice: {stunUrls: ['stun:stun.example:3478'], turnUrls: ['turn:turn.example:3478']}
                        """),
                new Way("by Gateway", Profile.PRODUCTION, """
                        ingress: {enabled: false}
                        gateway: {enabled: true, parentRefs: [{name: public, namespace: gateways}]}
                        """),
                new Way("with a second version", Profile.PRODUCTION, """
                        canary: {enabled: true, tag: next}
                        gateway: {enabled: true, parentRefs: [{name: public}]}
                        """),
                new Way("scaled by HPA", Profile.PRODUCTION, """
                        nodes: {api: {autoscaling: {by: hpa}}, stage: {autoscaling: {by: hpa}}}
                        """),
                new Way("with load balancers for media", Profile.PLAIN, """
                        media: {exposure: loadBalancer, addresses: [192.0.2.1, 192.0.2.2],
                                loadBalancerAnnotations: {example.com/kind: network}}
                        """),
                new Way("with encoders over RTMP", Profile.PRODUCTION, """
                        ingest: {rtmp: {enabled: true, publicUrl: 'rtmps://ingest.example/live', annotations: {example.com/kind: network}}}
                        """),
                new Way("with encoders over SRT", Profile.PRODUCTION, """
                        ingest: {srt: {enabled: true, publicUrl: 'srt://ingest.example:10080', annotations: {example.com/kind: network}}}
                        """),
                new Way("with routed pods", Profile.PLAIN, "media: {exposure: pod}\n"),
                new Way("with an object store", Profile.PRODUCTION, """
                        recordings:
                          objectStore: {bucket: weir, endpoint: 'https://s3.example:9000', prefix: live/, existingSecret: s3-keys}
                        """),
                new Way("with fewer pools", Profile.PLAIN, """
                        nodes:
                          api: {roles: [api, chat, delivery]}
                          chat: {enabled: false}
                          delivery: {enabled: false}
                        """),
                new Way("with everything that exists already", Profile.PRODUCTION, """
                        secrets: {existing: my-secrets}
                        admin: {existingSecret: my-admin}
                        recordings: {existingClaim: my-recordings}
                        serviceAccount: {existing: my-account}
                        priorityClasses: {create: false, media: high, others: middle}
                        image: {digest: 'sha256:0000', pullSecrets: [my-registry]}
                        postgres: {caSecret: my-ca}
                        networkPolicy: {enabled: false}
                        tracesTo: http://collector:4318/v1/traces
                        extraEnv: [{name: LOGGING_LEVEL_LIVE_WEIR, value: debug}]
                        config: {weir.stage.grace: 30s, weir.limits.enabled: false, weir.web.max-connections: 30000}
                        nodes: {api: {podAnnotations: {a: b}, nodeSelector: {c: d}, tolerations: [{key: e}]}}
                        """));
    }
}
