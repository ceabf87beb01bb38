{{/* Values that cannot be meant are refused here, each with a sentence that says what to do. */}}

{{- define "weir.refuse" -}}
{{- $values := .Values -}}
{{- $pools := include "weir.pools" . | fromYaml -}}

{{- range $key, $value := $values.config -}}
  {{- include "weir.refuseKey" (list $ $key) -}}
  {{- if or (kindIs "map" $value) (kindIs "slice" $value) -}}
    {{- fail (printf "config.%s is a %s: write one value in quotes, lists with commas." $key (ternary "map" "list" (kindIs "map" $value))) -}}
  {{- end -}}
{{- end -}}

{{- if eq $values.mode "single" -}}
  {{- if or $values.postgres.url $values.redis.url -}}
    {{- fail "mode is single, whose node runs its own PostgreSQL and Redis: take out postgres.url and redis.url, or set mode: cluster." -}}
  {{- end -}}
  {{- if or $values.kurento.enabled $values.kurento.urls -}}
    {{- fail "mode is single, whose node carries the media itself: take kurento out, or set mode: cluster." -}}
  {{- end -}}
  {{- if $values.canary.enabled -}}
    {{- fail "mode is single, and one node has no second version beside it: set canary.enabled: false, or mode: cluster." -}}
  {{- end -}}
  {{- if $values.recordings.existingClaim -}}
    {{- fail "mode is single, whose recordings lie on the node's own volume: take out recordings.existingClaim, and see single.storage." -}}
  {{- end -}}
{{- else -}}
  {{- range $role := list "api" "chat" "stage" "media" "delivery" -}}
    {{- if not (include "weir.poolOf" (list $ $role)) -}}
      {{- fail (printf "No pool has the role %s: enable the one that has, or give the role to another under nodes.*.roles." $role) -}}
    {{- end -}}
  {{- end -}}
  {{- range $name, $pool := $pools -}}
    {{- if ne (has "stage" $pool.roles) (has "media" $pool.roles) -}}
      {{- fail (printf "nodes.%s.roles has one of stage and media: a program is made by the node that has its stage, so give the pool both, or neither." $name) -}}
    {{- end -}}
    {{- if and (ne $pool.autoscaling.by "none") (gt (int $pool.autoscaling.min) (int $pool.autoscaling.max)) -}}
      {{- fail (printf "nodes.%s.autoscaling.min is more than max: turn them round." $name) -}}
    {{- end -}}
    {{- if and (eq $pool.autoscaling.by "keda") (not $values.monitoring.prometheus) -}}
      {{- fail (printf "nodes.%s.autoscaling.by is keda, which asks Prometheus: say where it is by monitoring.prometheus." $name) -}}
    {{- end -}}
    {{- if and (ne $pool.autoscaling.by "none") (not $pool.autoscaling.targets) -}}
      {{- fail (printf "nodes.%s.autoscaling has no targets to scale by: name a metric, or set by: none." $name) -}}
    {{- end -}}
    {{- if and (eq (int $pool.replicas) 0) (eq $pool.autoscaling.by "none") -}}
      {{- fail (printf "nodes.%s.replicas is 0: set nodes.%s.enabled: false, and give its roles to another pool." $name $name) -}}
    {{- end -}}
  {{- end -}}
{{- end -}}

{{- if and $values.postgres.url (not $values.postgres.existingSecret) -}}
  {{- fail "postgres.url is set without postgres.existingSecret: make a Secret with the keys username and password, and name it there." -}}
{{- end -}}
{{- if and $values.postgres.existingSecret (not $values.postgres.url) -}}
  {{- fail "postgres.existingSecret is set without postgres.url: say where your PostgreSQL is, or take the Secret out to have one on trial." -}}
{{- end -}}
{{- if regexMatch "//[^/]*:[^/]*@" $values.postgres.url -}}
  {{- fail "postgres.url holds a password: put it into the Secret of postgres.existingSecret, and take it out of the URL." -}}
{{- end -}}
{{- if regexMatch "//[^/]*:[^/]*@" $values.redis.url -}}
  {{- fail "redis.url holds a password: put it into the Secret of redis.existingSecret, and take it out of the URL." -}}
{{- end -}}
{{- if and $values.redis.existingSecret (not $values.redis.url) -}}
  {{- fail "redis.existingSecret is set without redis.url: say where your Redis is, or take the Secret out to have one on trial." -}}
{{- end -}}
{{- if and $values.postgres.replicas (not $values.postgres.url) -}}
  {{- fail "postgres.replicas are replicas of nothing: set postgres.url too." -}}
{{- end -}}
{{- if and (eq $values.migrations.by "job") (not $values.postgres.url) -}}
  {{- fail "migrations.by is job, which runs before the bundled PostgreSQL is there: set postgres.url, or leave migrations.by empty." -}}
{{- end -}}

{{- with $values.recordings.objectStore -}}
  {{- if and (not .bucket) (or .endpoint .prefix .existingSecret) -}}
    {{- fail "recordings.objectStore has no bucket, though other values of it are set: name the bucket." -}}
  {{- end -}}
  {{- if and .bucket (not $values.recordings.enabled) -}}
    {{- fail "recordings.objectStore.bucket is set, and recordings.enabled is false: set it to true, or take the bucket out." -}}
  {{- end -}}
  {{- if and .bucket $values.recordings.existingClaim -}}
    {{- fail "recordings.objectStore.bucket and recordings.existingClaim are both set: recordings go to one of them." -}}
  {{- end -}}
{{- end -}}

{{- if and $values.kurento.enabled $values.kurento.urls -}}
  {{- fail "kurento.enabled and kurento.urls are both set: run servers by the chart, or name yours." -}}
{{- end -}}
{{- if ge (int $values.kurento.minPort) (int $values.kurento.maxPort) -}}
  {{- fail "kurento.minPort is not below kurento.maxPort: give it a range." -}}
{{- end -}}
{{- if and $values.turn.enabled (not $values.turn.host) -}}
  {{- fail "turn.enabled without turn.host: say by which name clients reach the TURN servers." -}}
{{- end -}}
{{- if and $values.turn.enabled $values.ice.turnUrls -}}
  {{- fail "turn.enabled and ice.turnUrls are both set: run TURN servers by the chart, or name yours." -}}
{{- end -}}
{{- if ge (int $values.turn.minPort) (int $values.turn.maxPort) -}}
  {{- fail "turn.minPort is not below turn.maxPort: give it a range." -}}
{{- end -}}
{{- if and $values.turn.enabled $values.kurento.enabled (le (int $values.turn.minPort) (int $values.kurento.maxPort)) (le (int $values.kurento.minPort) (int $values.turn.maxPort)) -}}
  {{- fail "The UDP ports of kurento and turn overlap, and both may be on one machine: move turn.minPort and turn.maxPort, or kurento's." -}}
{{- end -}}

{{- $stages := 0 -}}
{{- range $name, $pool := $pools -}}
  {{- if has "stage" $pool.roles -}}{{- $stages = add $stages (ternary $pool.replicas $pool.autoscaling.max (eq $pool.autoscaling.by "none")) -}}{{- end -}}
{{- end -}}
{{- if and (eq $values.media.exposure "loadBalancer") (lt (len $values.media.addresses) (int $stages)) -}}
  {{- fail (printf "media.exposure is loadBalancer, and media.addresses names %d addresses for up to %d nodes with the role stage: reserve one for each." (len $values.media.addresses) (int $stages)) -}}
{{- end -}}
{{- if and (eq $values.media.exposure "pod") $values.media.addresses -}}
  {{- fail "media.exposure is pod, whose clients are told the pods' own addresses: take out media.addresses, or choose hostPort or loadBalancer." -}}
{{- end -}}

{{- if and (or $values.ingress.enabled $values.gateway.enabled) (not (regexMatch "^https?://[^/]+$" $values.publicUrl)) -}}
  {{- fail "An Ingress or a Gateway needs publicUrl, such as https://weir.example, without a path: links in invitations and the cookie's rules come from it." -}}
{{- end -}}
{{- if and $values.gateway.enabled (not $values.gateway.parentRefs) -}}
  {{- fail "gateway.enabled without gateway.parentRefs: name the Gateway that the routes belong to." -}}
{{- end -}}
{{- if and $values.ingress.enabled (hasPrefix "https://" $values.publicUrl) (not $values.ingress.tlsSecret) (not $values.ingress.annotations) -}}
  {{- fail "publicUrl is https, and the Ingress has no ingress.tlsSecret: name the Secret with the certificate, or an annotation by which your controller ends TLS." -}}
{{- end -}}
{{- if and $values.canary.enabled (not $values.canary.tag) -}}
  {{- fail "canary.enabled without canary.tag: say which version shall be tried." -}}
{{- end -}}
{{- if and $values.canary.enabled (not (or $values.ingress.enabled $values.gateway.enabled)) -}}
  {{- fail "canary.enabled without an Ingress or a Gateway: nothing could give it its share." -}}
{{- end -}}
{{- if and $values.image.digest (not (hasPrefix "sha256:" $values.image.digest)) -}}
  {{- fail "image.digest must begin with sha256:." -}}
{{- end -}}
{{- end -}}

{{/* Give (list $ key). */}}
{{- define "weir.refuseKey" -}}
{{- $root := index . 0 -}}
{{- $key := index . 1 -}}
{{- $known := $root.Files.Get "files/keys.txt" | trim | splitList "\n" -}}
{{- if not (has $key $known) -}}
  {{- $last := splitList "." $key | last -}}
  {{- $near := list -}}
  {{- range $known -}}{{- if hasSuffix $last . -}}{{- $near = append $near . -}}{{- end -}}{{- end -}}
  {{- fail (printf "config names %s, and Weir has no such key%s: platform/CONFIGURATION.md lists them." $key (ternary (printf " (meant is perhaps %s)" (join " or " $near)) "" (gt (len $near) 0))) -}}
{{- end -}}
{{- $ours := dict "weir.roles" "nodes.*.roles" "weir.postgres.url" "postgres.url" "weir.postgres.user" "postgres.existingSecret" "weir.postgres.password" "postgres.existingSecret" "weir.postgres.replicas" "postgres.replicas" "weir.postgres.migrations" "migrations.by" "weir.redis.url" "redis.url" "weir.redis.user" "redis.existingSecret" "weir.redis.password" "redis.existingSecret" "weir.kurento.urls" "kurento.urls" "weir.kurento.max-sessions" "kurento.maxSessions" "weir.engine.fallback" "kurento.fallback" "weir.media.port" "media.port" "weir.media.announce" "media.addresses" "weir.rtmp.enabled" "ingest.rtmp.enabled" "weir.rtmp.port" "ingest.rtmp.port" "weir.rtmp.public-url" "ingest.rtmp.publicUrl" "weir.srt.enabled" "ingest.srt.enabled" "weir.srt.port" "ingest.srt.port" "weir.srt.public-url" "ingest.srt.publicUrl" "weir.cluster.url" "nothing: each pod has its own" "weir.home" "nothing: it is a volume" "weir.web.public-url" "publicUrl" "weir.web.trusted-proxies" "trustedProxies" "weir.security.master-key" "secrets.existing" "weir.ice.turn-secret" "secrets.existing" "weir.ice.turn-urls" "ice.turnUrls or turn" "weir.ice.stun-urls" "ice.stunUrls" "weir.admin.handle" "admin.existingSecret" "weir.admin.password" "admin.existingSecret" "weir.recording.enabled" "recordings.enabled" "weir.recording.folder" "recordings" "weir.storage.bucket" "recordings.objectStore.bucket" "weir.storage.endpoint" "recordings.objectStore.endpoint" "weir.storage.region" "recordings.objectStore.region" "weir.storage.prefix" "recordings.objectStore.prefix" "weir.storage.access-key" "recordings.objectStore.existingSecret" "weir.storage.secret-key" "recordings.objectStore.existingSecret" "weir.demo" "single.demo" "weir.drain.notice" "nodes.*.drain.notice" "weir.drain.patience" "nodes.*.drain.patience" -}}
{{- if hasKey $ours $key -}}
  {{- fail (printf "config names %s, which the chart sets itself: use %s." $key (get $ours $key)) -}}
{{- end -}}
{{- end -}}
