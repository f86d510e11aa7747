{{/* Names, labels and addresses: those of deploy/kubernetes where the release is called belay. */}}

{{/* The beginning of all names. Names of StatefulSets have at most 52 characters. */}}
{{- define "belay.name" -}}
{{- .Values.nameOverride | default .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* What a Deployment or StatefulSet, and what belongs to it, select pods by. No value changes it but nameOverride, which makes another cluster. Takes (list . component). */}}
{{- define "belay.selector" -}}
app.kubernetes.io/name: belay
app.kubernetes.io/instance: {{ include "belay.name" (first .) }}
app.kubernetes.io/component: {{ last . }}
{{- end -}}

{{/* Of every object. */}}
{{- define "belay.labels" -}}
app.kubernetes.io/name: belay
app.kubernetes.io/instance: {{ include "belay.name" . }}
app.kubernetes.io/part-of: belay
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end -}}

{{/* Name, namespace and labels. Takes (list . name component), the component empty where there is none. */}}
{{- define "belay.metadata" -}}
{{- $root := first . -}}
name: {{ index . 1 }}
namespace: {{ $root.Release.Namespace }}
labels:
  {{- include "belay.labels" $root | nindent 2 }}
  {{- with last . }}
  app.kubernetes.io/component: {{ . }}
  {{- end }}
{{- end -}}

{{/* Of every pod. A change of settings or recipe makes new pods, as a new name of a ConfigMap does in deploy/kubernetes. */}}
{{- define "belay.pod.metadata" -}}
{{- $root := first . -}}
labels:
  {{- include "belay.selector" . | nindent 2 }}
  app.kubernetes.io/part-of: belay
annotations:
  # The cluster autoscaler may move it although it has an emptyDir: nothing in it is missed.
  cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes: tmp
  checksum/settings: {{ include "belay.settings" $root | sha256sum }}
  {{- if eq (last .) "coordinator" }}
  checksum/recipe: {{ include "belay.recipe" $root | sha256sum }}
  {{- end }}
{{- end -}}

{{- define "belay.image" -}}
{{- printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) -}}
{{- end -}}

{{/* Learners, and coordinators: one, or with a standby two. */}}
{{- define "belay.controlNodes" -}}
{{- ternary 2 1 .Values.standby -}}
{{- end -}}

{{/* The address of a pod of a StatefulSet. Takes (list . component ordinal port). */}}
{{- define "belay.address" -}}
{{- $node := printf "%s-%s" (include "belay.name" (first .)) (index . 1) -}}
{{- printf "%s-%d.%s:%d" $node (index . 2) $node (last .) -}}
{{- end -}}

{{/* All control nodes, the learner first: the first one founds the cluster. */}}
{{- define "belay.seeds" -}}
{{- $root := . -}}
{{- $seeds := list -}}
{{- range $ordinal := until (include "belay.controlNodes" . | int) -}}
{{- $seeds = append $seeds (include "belay.address" (list $root "learner" $ordinal 7711)) -}}
{{- $seeds = append $seeds (include "belay.address" (list $root "coordinator" $ordinal 7710)) -}}
{{- end -}}
{{- join "," $seeds -}}
{{- end -}}

{{- define "belay.coordinators" -}}
{{- $root := . -}}
{{- $coordinators := list -}}
{{- range $ordinal := until (include "belay.controlNodes" . | int) -}}
{{- $coordinators = append $coordinators (include "belay.address" (list $root "coordinator" $ordinal 7700)) -}}
{{- end -}}
{{- join "," $coordinators -}}
{{- end -}}

{{/* What all processes are told alike. */}}
{{- define "belay.settings" -}}
BELAY_CLUSTER_SEED_NODES: {{ include "belay.seeds" . }}
BELAY_WORKER_COORDINATORS: {{ include "belay.coordinators" . }}
{{- /* Without a limit of processors a JVM counts those of the node, whose threads would not fit into the memory beside the heap. */}}
{{- if not (hasKey (.Values.settings | default dict) "JDK_JAVA_OPTIONS") }}
JDK_JAVA_OPTIONS: -XX:ActiveProcessorCount=2
{{- end }}
{{- if .Values.tls.enabled }}
BELAY_SECURITY_CERTIFICATE: /etc/belay/tls/tls.crt
BELAY_SECURITY_KEY: /etc/belay/tls/tls.key
BELAY_SECURITY_AUTHORITIES: /etc/belay/tls/ca.crt
{{- else }}
BELAY_SECURITY_PLAINTEXT: "true"
{{- end }}
{{- range $name, $value := .Values.settings }}
{{ $name }}: {{ $value | quote }}
{{- end }}
{{- end -}}

{{/* The recipe, and the name of its run. */}}
{{- define "belay.recipe" -}}
recipe.conf: {{ .Values.run.recipe | default (.Files.Get "files/recipe.conf") | toJson }}
run-id: {{ .Values.run.id | quote }}
{{- end -}}
