{{/* Names and labels. */}}

{{- define "weir.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "weir.selector" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride | trunc 63 }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* Of everything; give (list $ component). */}}
{{- define "weir.labels" -}}
{{- $root := index . 0 -}}
{{ include "weir.selector" $root }}
app.kubernetes.io/component: {{ index . 1 }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: weir
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* What finds the pods of a component; give (list $ component). */}}
{{- define "weir.selectorOf" -}}
{{ include "weir.selector" (index . 0) }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{/* Weir's image; give (list $ tag). */}}
{{- define "weir.image" -}}
{{- $root := index . 0 -}}
{{- $tag := index . 1 -}}
{{- if and $root.Values.image.digest (not $tag) -}}
{{ $root.Values.image.repository }}@{{ $root.Values.image.digest }}
{{- else -}}
{{ $root.Values.image.repository }}:{{ $tag | default $root.Values.image.tag | default $root.Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{- define "weir.serviceAccount" -}}
{{- .Values.serviceAccount.existing | default (include "weir.fullname" .) -}}
{{- end -}}

{{- define "weir.secret" -}}
{{- .Values.secrets.existing | default (printf "%s-secrets" (include "weir.fullname" .)) -}}
{{- end -}}

{{/* The pools as they run, as YAML: one in the mode `single`, those that are enabled in the mode `cluster`. */}}
{{- define "weir.pools" -}}
{{- if eq .Values.mode "single" -}}
{{- $one := merge (dict "enabled" true "roles" (list "api" "chat" "stage" "media" "delivery") "replicas" 1 "disruption" "" "nodeSelector" dict "tolerations" list "podAnnotations" dict "autoscaling" (dict "by" "none")) (deepCopy .Values.single) -}}
{{ toYaml (dict "all" $one) }}
{{- else -}}
{{- $pools := dict -}}
{{- range $name, $pool := .Values.nodes -}}
{{- if $pool.enabled -}}{{- $_ := set $pools $name $pool -}}{{- end -}}
{{- end -}}
{{ toYaml $pools }}
{{- end -}}
{{- end -}}

{{/* The pool that does something: the first with the role; give (list $ role). */}}
{{- define "weir.poolOf" -}}
{{- $role := index . 1 -}}
{{- $found := "" -}}
{{- range $name, $pool := include "weir.pools" (index . 0) | fromYaml -}}
{{- if and (not $found) (has $role $pool.roles) -}}{{- $found = $name -}}{{- end -}}
{{- end -}}
{{- $found -}}
{{- end -}}

{{- define "weir.bundledPostgres" -}}
{{- if and (eq .Values.mode "cluster") (not .Values.postgres.url) -}}yes{{- end -}}
{{- end -}}

{{- define "weir.bundledRedis" -}}
{{- if and (eq .Values.mode "cluster") (not .Values.redis.url) -}}yes{{- end -}}
{{- end -}}

{{- define "weir.migratesByJob" -}}
{{- if and .Values.postgres.url (ne .Values.migrations.by "nodes") -}}yes{{- end -}}
{{- end -}}

{{- define "weir.hosts" -}}
{{- $hosts := index . 1 -}}
{{- if not $hosts -}}{{- $hosts = list ((urlParse (index . 0).Values.publicUrl).hostname) -}}{{- end -}}
{{ toYaml $hosts }}
{{- end -}}

{{/* What every container may: nothing. */}}
{{- define "weir.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{/* Give the user's number. */}}
{{- define "weir.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ . }}
runAsGroup: {{ . }}
fsGroup: {{ . }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* Over zones by choice, over machines if it can be; give (list $ component). */}}
{{- define "weir.spread" -}}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: topology.kubernetes.io/zone
    whenUnsatisfiable: {{ (index . 0).Values.zones }}
    labelSelector:
      matchLabels: {{- include "weir.selectorOf" . | nindent 8 }}
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels: {{- include "weir.selectorOf" . | nindent 8 }}
{{- end -}}

{{/* Give (list $ "media"|"others"). */}}
{{- define "weir.priority" -}}
{{- $root := index . 0 -}}
{{- $which := index . 1 -}}
{{- $name := get $root.Values.priorityClasses $which -}}
{{- if $root.Values.priorityClasses.create -}}{{- $name = printf "%s-%s" (include "weir.fullname" $root) $which -}}{{- end -}}
{{- with $name }}
priorityClassName: {{ . }}
{{- end -}}
{{- end -}}

{{- define "weir.pullSecrets" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end -}}
{{- end -}}
