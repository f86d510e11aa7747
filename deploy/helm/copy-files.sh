#!/bin/sh
# Copies into files/ what the chart has from elsewhere in deploy: the recipe, dashboards, rules and autoscalers, which are the sources.
#
#   deploy/helm/copy-files.sh
set -eu

here=$(CDPATH='' cd -P "$(dirname "$0")" && pwd)
files=$here/belay/files
deploy=$here/..

rm -rf "$files"
mkdir -p "$files/dashboards" "$files/rules" "$files/autoscaling"
cp "$deploy/kubernetes/recipe/recipe.conf" "$files"
cp "$deploy"/monitoring/grafana/dashboards/*.json "$files/dashboards"
cp "$deploy/monitoring/prometheus/recording-rules.yml" "$deploy/monitoring/prometheus/alerts.yml" "$files/rules"
cp "$deploy/kubernetes/components/autoscaling/signal/prometheusrule.yaml" \
  "$deploy/kubernetes/components/autoscaling/horizontalpodautoscaler.yaml" \
  "$deploy/kubernetes/components/keda/scaledobject.yaml" "$files/autoscaling"
