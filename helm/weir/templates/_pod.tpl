{{/* The environment that all nodes share, by ConfigMap. */}}
{{- define "weir.environment" -}}
{{- $full := include "weir.fullname" . -}}
WEIR_HOME: /var/lib/weir
SERVER_PORT: "8080"
MANAGEMENT_SERVER_PORT: "8081"
WEIR_MEDIA_PORT: {{ .Values.media.port | quote }}
WEIR_RTMP_ENABLED: {{ .Values.ingest.rtmp.enabled | quote }}
WEIR_RTMP_PORT: {{ .Values.ingest.rtmp.port | quote }}
{{- with .Values.ingest.rtmp.publicUrl }}
WEIR_RTMP_PUBLIC_URL: {{ . | quote }}
{{- end }}
WEIR_SRT_ENABLED: {{ .Values.ingest.srt.enabled | quote }}
WEIR_SRT_PORT: {{ .Values.ingest.srt.port | quote }}
{{- with .Values.ingest.srt.publicUrl }}
WEIR_SRT_PUBLIC_URL: {{ . | quote }}
{{- end }}
{{- if ne .Values.logFormat "text" }}
LOGGING_STRUCTURED_FORMAT_CONSOLE: {{ .Values.logFormat }}
{{- end }}
{{- with .Values.tracesTo }}
MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT: {{ . | quote }}
{{- end }}
{{- with .Values.publicUrl }}
WEIR_WEB_PUBLIC_URL: {{ . | quote }}
{{- end }}
{{- with .Values.trustedProxies }}
WEIR_WEB_TRUSTED_PROXIES: {{ join "," . | quote }}
{{- end }}
{{- if include "weir.bundledPostgres" . }}
WEIR_POSTGRES_URL: postgresql://{{ $full }}-postgres:5432/weir?sslmode=disable
{{- else if .Values.postgres.url }}
WEIR_POSTGRES_URL: {{ .Values.postgres.url | quote }}
{{- end }}
{{- if include "weir.migratesByJob" . }}
WEIR_POSTGRES_MIGRATIONS: expected
{{- end }}
{{- if eq .Values.mode "cluster" }}
WEIR_POSTGRES_PATIENCE: 60s
WEIR_REDIS_PATIENCE: 60s
{{- end }}
{{- with .Values.postgres.replicas }}
WEIR_POSTGRES_REPLICAS: {{ join "," . | quote }}
{{- end }}
{{- if include "weir.bundledRedis" . }}
WEIR_REDIS_URL: redis://{{ $full }}-redis:6379/0
{{- else if .Values.redis.url }}
WEIR_REDIS_URL: {{ .Values.redis.url | quote }}
{{- end }}
{{- if .Values.kurento.enabled }}
WEIR_KURENTO_URLS: ws://{{ $full }}-kurento.{{ .Release.Namespace }}.svc.{{ .Values.clusterDomain }}:8888/kurento
{{- else if .Values.kurento.urls }}
WEIR_KURENTO_URLS: {{ join "," .Values.kurento.urls | quote }}
{{- end }}
{{- if or .Values.kurento.enabled .Values.kurento.urls }}
WEIR_KURENTO_MAX_SESSIONS: {{ .Values.kurento.maxSessions | quote }}
WEIR_KURENTO_HOUSE: {{ printf "%s.%s" .Release.Name .Release.Namespace }}
WEIR_ENGINE_FALLBACK: {{ ternary "embedded" "none" .Values.kurento.fallback }}
{{- end }}
{{- with .Values.ice.stunUrls }}
WEIR_ICE_STUN_URLS: {{ join "," . | quote }}
{{- end }}
{{- if .Values.turn.enabled }}
WEIR_ICE_TURN_URLS: {{ include "weir.turnUrls" . | quote }}
{{- else if .Values.ice.turnUrls }}
WEIR_ICE_TURN_URLS: {{ join "," .Values.ice.turnUrls | quote }}
{{- end }}
WEIR_RECORDING_ENABLED: {{ .Values.recordings.enabled | quote }}
{{- if include "weir.recordingsVolume" . }}
WEIR_RECORDING_FOLDER: /var/lib/weir-recordings
{{- end }}
{{- with .Values.recordings.objectStore }}
{{- if .bucket }}
WEIR_STORAGE_BUCKET: {{ .bucket }}
WEIR_STORAGE_REGION: {{ .region }}
{{- with .endpoint }}
WEIR_STORAGE_ENDPOINT: {{ . | quote }}
{{- end }}
{{- with .prefix }}
WEIR_STORAGE_PREFIX: {{ . | quote }}
{{- end }}
{{- end }}
{{- end }}
WEIR_DEMO: {{ and (eq .Values.mode "single") .Values.single.demo | quote }}
{{- range $key, $value := .Values.config }}
{{ $key | upper | replace "." "_" | replace "-" "_" }}: {{ $value | toString | quote }}
{{- end }}
{{- end -}}

{{/* Whether recordings are files on a volume that all nodes mount. */}}
{{- define "weir.recordingsVolume" -}}
{{- if and .Values.recordings.enabled (eq .Values.mode "cluster") (not .Values.recordings.objectStore.bucket) -}}yes{{- end -}}
{{- end -}}

{{- define "weir.turnUrls" -}}
{{- $urls := list (printf "turn:%s:%d?transport=udp" .Values.turn.host (int .Values.turn.port)) (printf "turn:%s:%d?transport=tcp" .Values.turn.host (int .Values.turn.port)) -}}
{{- if .Values.turn.tlsSecret -}}{{- $urls = append $urls (printf "turns:%s:%d?transport=tcp" .Values.turn.host (int .Values.turn.tlsPort)) -}}{{- end -}}
{{- join "," $urls -}}
{{- end -}}

{{/* What comes from Secrets, for nodes and the migrating job alike. */}}
{{- define "weir.postgresCredentials" -}}
{{- if .Values.postgres.url }}
- name: WEIR_POSTGRES_USER
  valueFrom:
    secretKeyRef: {name: {{ .Values.postgres.existingSecret }}, key: username}
- name: WEIR_POSTGRES_PASSWORD
  valueFrom:
    secretKeyRef: {name: {{ .Values.postgres.existingSecret }}, key: password}
{{- else if include "weir.bundledPostgres" . }}
- name: WEIR_POSTGRES_USER
  value: weir
- name: WEIR_POSTGRES_PASSWORD
  valueFrom:
    secretKeyRef: {name: {{ include "weir.fullname" . }}-servers, key: postgres-password}
{{- end }}
{{- end -}}

{{/* A pod of a pool; give (dict "root" $ "name" pool's name "pool" pool "tag" other tag or empty "track" "stable"|"canary"). */}}
{{- define "weir.pod" -}}
{{- $root := .root -}}
{{- $pool := .pool -}}
{{- $values := $root.Values -}}
{{- $full := include "weir.fullname" $root -}}
{{- $media := or (has "stage" $pool.roles) (has "media" $pool.roles) -}}
metadata:
  labels:
    {{- include "weir.labels" (list $root .name) | nindent 4 }}
    weir.live/track: {{ .track }}
    weir.live/node: "true"
    {{- range $pool.roles }}
    weir.live/role-{{ . }}: "true"
    {{- end }}
  annotations:
    checksum/environment: {{ include "weir.environment" $root | sha256sum }}
    {{- with $pool.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "weir.serviceAccount" $root }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  {{- include "weir.pullSecrets" $root | nindent 2 }}
  {{- include "weir.priority" (list $root (ternary "media" "others" $media)) | nindent 2 }}
  terminationGracePeriodSeconds: {{ add $pool.drain.notice $pool.drain.patience 45 }}
  securityContext: {{- include "weir.podSecurity" 10001 | nindent 4 }}
  {{- include "weir.spread" (list $root .name) | nindent 2 }}
  {{- with $pool.nodeSelector }}
  nodeSelector: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $pool.tolerations }}
  tolerations: {{- toYaml . | nindent 4 }}
  {{- end }}
  containers:
    - name: weir
      image: {{ include "weir.image" (list $root .tag) }}
      imagePullPolicy: {{ $values.image.pullPolicy }}
      securityContext: {{- include "weir.containerSecurity" $root | nindent 8 }}
      envFrom:
        - configMapRef:
            name: {{ $full }}-environment
      env:
        - name: POD_IP
          valueFrom:
            fieldRef: {fieldPath: status.podIP}
        - name: JDK_JAVA_OPTIONS
          value: -XX:MaxRAMPercentage={{ $pool.heapPercent }}
        - name: WEIR_ROLES
          value: {{ join "," $pool.roles }}
        - name: WEIR_DRAIN_NOTICE
          value: {{ $pool.drain.notice }}s
        - name: WEIR_DRAIN_PATIENCE
          value: {{ $pool.drain.patience }}s
        {{- if eq $values.mode "cluster" }}
        - name: WEIR_CLUSTER_URL
          value: http://$(POD_IP):8080
        {{- end }}
        {{- if and $media (eq $values.media.exposure "hostPort") }}
        {{- if $values.media.addresses }}
        - name: WEIR_MEDIA_ANNOUNCE
          value: {{ join "," $values.media.addresses | quote }}
        {{- else }}
        - name: WEIR_MEDIA_ANNOUNCE
          valueFrom:
            fieldRef: {fieldPath: status.hostIP}
        {{- end }}
        {{- else if and $media (eq $values.media.exposure "loadBalancer") }}
        - name: POD_INDEX
          valueFrom:
            fieldRef: {fieldPath: "metadata.labels['apps.kubernetes.io/pod-index']"}
        {{- range $index, $address := include "weir.addressesOf" (list $root .name) | fromYamlArray }}
        - name: MEDIA_ADDRESS_{{ $index }}
          value: {{ $address | quote }}
        {{- end }}
        - name: WEIR_MEDIA_ANNOUNCE
          value: ${MEDIA_ADDRESS_${POD_INDEX}}
        {{- end }}
        {{- include "weir.postgresCredentials" $root | nindent 8 }}
        {{- if and $values.redis.url $values.redis.existingSecret }}
        - name: WEIR_REDIS_USER
          valueFrom:
            secretKeyRef: {name: {{ $values.redis.existingSecret }}, key: username, optional: true}
        - name: WEIR_REDIS_PASSWORD
          valueFrom:
            secretKeyRef: {name: {{ $values.redis.existingSecret }}, key: password}
        {{- else if include "weir.bundledRedis" $root }}
        - name: WEIR_REDIS_PASSWORD
          valueFrom:
            secretKeyRef: {name: {{ $full }}-servers, key: redis-password}
        {{- end }}
        - name: WEIR_SECURITY_MASTER_KEY
          valueFrom:
            secretKeyRef: {name: {{ include "weir.secret" $root }}, key: master-key}
        {{- if or $values.turn.enabled $values.ice.turnUrls }}
        - name: WEIR_ICE_TURN_SECRET
          valueFrom:
            secretKeyRef: {name: {{ include "weir.secret" $root }}, key: turn-secret}
        {{- end }}
        {{- with $values.recordings.objectStore.existingSecret }}
        - name: WEIR_STORAGE_ACCESS_KEY
          valueFrom:
            secretKeyRef: {name: {{ . }}, key: access-key}
        - name: WEIR_STORAGE_SECRET_KEY
          valueFrom:
            secretKeyRef: {name: {{ . }}, key: secret-key}
        {{- end }}
        {{- with $values.admin.existingSecret }}
        - name: WEIR_ADMIN_HANDLE
          valueFrom:
            secretKeyRef: {name: {{ . }}, key: handle}
        - name: WEIR_ADMIN_PASSWORD
          valueFrom:
            secretKeyRef: {name: {{ . }}, key: password}
        {{- end }}
        {{- with $values.extraEnv }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      ports:
        - {name: http, containerPort: 8080}
        - {name: management, containerPort: 8081}
        {{- if and $values.ingest.rtmp.enabled (has "stage" $pool.roles) }}
        - {name: rtmp, containerPort: {{ $values.ingest.rtmp.port }}}
        {{- end }}
        {{- if and $values.ingest.srt.enabled (has "stage" $pool.roles) }}
        - {name: srt, containerPort: {{ $values.ingest.srt.port }}, protocol: UDP}
        {{- end }}
        {{- if $media }}
        - name: media-udp
          containerPort: {{ $values.media.port }}
          protocol: UDP
          {{- if eq $values.media.exposure "hostPort" }}
          hostPort: {{ $values.media.port }}
          {{- end }}
        - name: media-tcp
          containerPort: {{ $values.media.port }}
          protocol: TCP
          {{- if eq $values.media.exposure "hostPort" }}
          hostPort: {{ $values.media.port }}
          {{- end }}
        {{- end }}
      startupProbe:
        httpGet: {path: /actuator/health/readiness, port: management}
        periodSeconds: 2
        failureThreshold: 90
      readinessProbe:
        httpGet: {path: /actuator/health/readiness, port: management}
        periodSeconds: 3
        timeoutSeconds: 2
        failureThreshold: 2
      livenessProbe:
        httpGet: {path: /actuator/health/liveness, port: management}
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 6
      resources: {{- toYaml $pool.resources | nindent 8 }}
      volumeMounts:
        - {name: home, mountPath: /var/lib/weir}
        - {name: tmp, mountPath: /tmp}
        {{- if include "weir.recordingsVolume" $root }}
        - {name: recordings, mountPath: /var/lib/weir-recordings}
        {{- end }}
        {{- if $values.postgres.caSecret }}
        - {name: postgres-ca, mountPath: /etc/weir/postgres-ca, readOnly: true}
        {{- end }}
  volumes:
    {{- if eq $values.mode "cluster" }}
    - name: home
      emptyDir: {}
    {{- end }}
    - name: tmp
      emptyDir: {}
    {{- if include "weir.recordingsVolume" $root }}
    - name: recordings
      persistentVolumeClaim:
        claimName: {{ $values.recordings.existingClaim | default (printf "%s-recordings" $full) }}
    {{- end }}
    {{- with $values.postgres.caSecret }}
    - name: postgres-ca
      secret:
        secretName: {{ . }}
    {{- end }}
{{- end -}}

{{/* The addresses of a pool's nodes, in order, out of those for all pools with stages; give (list $ pool's name). */}}
{{- define "weir.addressesOf" -}}
{{- $root := index . 0 -}}
{{- $wanted := index . 1 -}}
{{- $from := 0 -}}
{{- $mine := list -}}
{{- range $name, $pool := include "weir.pools" $root | fromYaml -}}
{{- if has "stage" $pool.roles -}}
{{- $count := int (ternary $pool.replicas $pool.autoscaling.max (eq $pool.autoscaling.by "none")) -}}
{{- if eq $name $wanted -}}{{- $there := len $root.Values.media.addresses -}}{{- $mine = slice $root.Values.media.addresses (min $from $there | int) (min (add $from $count) $there | int) -}}{{- end -}}
{{- $from = add $from $count | int -}}
{{- end -}}
{{- end -}}
{{ toYaml $mine }}
{{- end -}}
