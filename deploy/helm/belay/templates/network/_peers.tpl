{{/* A peer of a policy: pods of a component. Takes (list . component). */}}
{{- define "belay.peer" -}}
- podSelector:
    matchLabels:
      {{- include "belay.selector" . | nindent 6 }}
{{- end -}}

{{- define "belay.port" -}}
ports:
  - protocol: TCP
    port: {{ . }}
{{- end -}}
