package live.weir.helm;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import java.util.List;
import java.util.Map;

/** KEDA's resource, as far as the chart uses it: its models are not among Kubernetes'. */
record ScaledObject(String apiVersion, String kind, ObjectMeta metadata, Spec spec) {

    record Spec(
            Target scaleTargetRef,
            int pollingInterval,
            int minReplicaCount,
            int maxReplicaCount,
            Fallback fallback,
            Advanced advanced,
            List<Trigger> triggers) {}

    record Target(String apiVersion, String kind, String name) {}

    record Fallback(int failureThreshold, int replicas) {}

    record Advanced(Behaviour horizontalPodAutoscalerConfig) {}

    record Behaviour(HorizontalPodAutoscalerBehavior behavior) {}

    /** @param metadata texts, whatever they stand for: KEDA takes no numbers there */
    record Trigger(String type, String metricType, Map<String, String> metadata) {}
}
