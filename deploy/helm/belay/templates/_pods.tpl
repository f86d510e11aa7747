{{/* What pods of all components have in common. */}}

{{- define "belay.pod.security" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
# Group of the files of secrets and of the volume of runs.
fsGroup: 65532
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "belay.container.security" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{/* Image, and where the sentence is that a failed process ends with. */}}
{{- define "belay.container.image" -}}
image: {{ include "belay.image" . }}
{{- with .Values.image.pullPolicy }}
imagePullPolicy: {{ . }}
{{- end }}
terminationMessagePolicy: FallbackToLogsOnError
{{- end -}}

{{/* Liveness is that the process answers, and nothing of its peers. */}}
{{- define "belay.container.probes" -}}
startupProbe:
  httpGet:
    path: /healthz
    port: http
  periodSeconds: 2
  timeoutSeconds: 2
  failureThreshold: 60
readinessProbe:
  httpGet:
    path: /readyz
    port: http
  periodSeconds: 5
  timeoutSeconds: 2
  failureThreshold: 3
livenessProbe:
  httpGet:
    path: /healthz
    port: http
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
{{- end -}}

{{/* A limit of memory that is the request, and none of processors. */}}
{{- define "belay.container.resources" -}}
requests:
  cpu: {{ .cpu | quote }}
  memory: {{ .memory | quote }}
limits:
  memory: {{ .memory | quote }}
{{- end -}}

{{/* Settings that a control node has for itself. Takes (list . component remotingPort grpcPort pagePort). */}}
{{- define "belay.node.environment" -}}
{{- $component := index . 1 -}}
{{- $prefix := printf "BELAY_%s" (upper $component) -}}
- name: POD_NAME
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
# The name that seed-nodes has for it: a node answers to one name only.
- name: BELAY_CLUSTER_HOST
  value: $(POD_NAME).{{ include "belay.name" (first .) }}-{{ $component }}
- name: BELAY_CLUSTER_BIND_HOST
  value: 0.0.0.0
- name: BELAY_CLUSTER_PORT
  value: {{ index . 2 | quote }}
- name: {{ $prefix }}_GRPC_HOST
  value: 0.0.0.0
- name: {{ $prefix }}_GRPC_PORT
  value: {{ index . 3 | quote }}
- name: {{ $prefix }}_PAGE_HOST
  value: 0.0.0.0
- name: {{ $prefix }}_PAGE_PORT
  value: {{ index . 4 | quote }}
{{- end -}}

{{/* A standby is on another node than the one that it stands by for. Takes (list . component). */}}
{{- define "belay.node.affinity" -}}
podAntiAffinity:
  requiredDuringSchedulingIgnoredDuringExecution:
    - topologyKey: kubernetes.io/hostname
      labelSelector:
        matchLabels:
          {{- include "belay.selector" . | nindent 10 }}
  preferredDuringSchedulingIgnoredDuringExecution:
    - weight: 100
      podAffinityTerm:
        topologyKey: topology.kubernetes.io/zone
        labelSelector:
          matchLabels:
            {{- include "belay.selector" . | nindent 12 }}
{{- end -}}

{{/* Takes (list . component). */}}
{{- define "belay.volumes" -}}
{{- if (first .).Values.tls.enabled -}}
- name: tls
  secret:
    secretName: {{ include "belay.name" (first .) }}-{{ last . }}-tls
    # 0440: readable by the pod's group, which is fsGroup.
    defaultMode: 288
{{ end -}}
# Netty unpacks its native transport there.
- name: tmp
  emptyDir:
    sizeLimit: 64Mi
{{- end -}}

{{- define "belay.mounts" -}}
{{- if .Values.tls.enabled -}}
# The directory and not its files: a file that is mounted alone is not replaced when the secret is.
- name: tls
  mountPath: /etc/belay/tls
  readOnly: true
{{ end -}}
- name: tmp
  mountPath: /tmp
{{- end -}}
