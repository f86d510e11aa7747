#!/bin/sh
# Writes prometheusrule.yaml anew from the rules of deploy/monitoring, which are the source:
#
#   deploy/kubernetes/components/monitoring/make-prometheusrule.sh
set -eu

here=$(CDPATH='' cd -P "$(dirname "$0")" && pwd)
rules=$here/../../../monitoring/prometheus

{
  cat <<'HEAD'
# The groups of deploy/monitoring/prometheus/recording-rules.yml and alerts.yml, copied by make-prometheusrule.sh; not edited here.
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: belay
  namespace: belay
  labels:
    # What kube-prometheus-stack's Prometheus looks for, where the chart was installed under its own name.
    release: kube-prometheus-stack
spec:
  groups:
HEAD
  for file in recording-rules.yml alerts.yml; do
    sed -e '1,/^groups:$/d' -e 's/^./  &/' "$rules/$file"
  done
} >"$here/prometheusrule.yaml"
