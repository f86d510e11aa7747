{{/* Machines that may be taken away: tolerated, and preferred, so that a run goes on where there are none left. */}}

{{- define "belay.spot.tolerations" -}}
- key: cloud.google.com/gke-spot
  operator: Equal
  value: "true"
  effect: NoSchedule
- key: kubernetes.azure.com/scalesetpriority
  operator: Equal
  value: spot
  effect: NoSchedule
# EKS taints no spot nodes by itself; this is the taint that Karpenter's NodePools are commonly given.
- key: karpenter.sh/capacity-type
  operator: Equal
  value: spot
  effect: NoSchedule
{{- end -}}

{{- define "belay.spot.affinity" -}}
nodeAffinity:
  preferredDuringSchedulingIgnoredDuringExecution:
    {{- range $label := list
      (list "cloud.google.com/gke-spot" "true")
      (list "kubernetes.azure.com/scalesetpriority" "spot")
      (list "eks.amazonaws.com/capacityType" "SPOT")
      (list "karpenter.sh/capacity-type" "spot") }}
    - weight: 100
      preference:
        matchExpressions:
          - key: {{ first $label }}
            operator: In
            values: [{{ last $label | quote }}]
    {{- end }}
{{- end -}}
