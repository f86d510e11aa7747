#!/usr/bin/env bash
# Plays deploy/kubernetes/overlays/podman with Podman: a coordinator, a learner and three workers, of which one is killed and one paused
# for ten seconds while they train. Then the parameters must be those of a single process, to the bit.
#
#   deploy/image/try-cluster.sh [--image NAME] [OPTION OF build.sh]…
#
# Builds the image first unless --image names one. Needs kubectl and the loopback's ports 7700 to 7703, 7710 and 7711. Takes down what
# it made, volumes included. Exit status 0 where everything was as it should be.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
image='' build=()
while [ $# -gt 0 ]; do
  case $1 in
  --image) image=$2 && shift ;;
  -h | --help)
    sed -n '2,/^set/s/^# \{0,1\}//p' "$0" | sed '/^set/d'
    exit 0
    ;;
  *) build+=("$1") ;;
  esac
  shift
done

work=$(mktemp -d)
manifests=$work/podman.yaml
kubectl kustomize "$root/deploy/kubernetes/overlays/podman" >"$manifests"
# argument OPTION: what the coordinator is given with it.
argument() { sed -n "/^ *- $1\$/{n;s/^ *- //p;q}" "$manifests"; }
wanted=$(sed -n 's/^ *image: //p' "$manifests" | sort -u)
run=$(argument --run-id)
worker=belay-worker-pod- learner=belay-learner-pod-0-learner coordinator=belay-coordinator-pod-0-coordinator

if [ -z "$image" ]; then "$here/build.sh" --engine podman --tag "$wanted" ${build[@]+"${build[@]}"}; else podman tag "$image" "$wanted"; fi

down() {
  podman kube down "$manifests" >/dev/null 2>&1 || :
  # A play that failed has left some of its pods, at which `kube down` stops.
  podman pod rm -f --ignore belay-{coordinator,learner}-pod-0 "$worker"{0,1,2} >/dev/null 2>&1 || :
  podman volume rm -f belay-runs tmp $(sed -n 's/^  name: \(belay-recipe-.*\)/\1/p' "$manifests") >/dev/null 2>&1 || :
}
trap 'down; rm -rf "$work"' EXIT

say() { printf '%s  %s\n' "$(date +%T)" "$*"; }
fail() {
  say "FAILED: $*"
  for container in $coordinator $learner "$worker"{0,1,2}-worker; do
    printf -- '-- %s\n' "$container"
    podman logs --tail 20 "$container" 2>&1 || :
  done
  exit 1
}
status() { "$root/belay" status --plaintext --set belay.client.patience=2s 2>/dev/null || :; }
iteration() { status | sed -n "s|^ *$run .*iteration \([0-9]*\)/.*|\1|p"; }
workers() { status | grep -c "^ *$worker" || :; }
# await WHAT SECONDS COMMAND…: until the command succeeds.
await() {
  local what=$1 end=$((SECONDS + $2))
  shift 2
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || fail "waited in vain for $what"
    sleep 1
  done
}
beyond() { [ "$(iteration)" -ge "$1" ] 2>/dev/null; }
started_again() { ! podman inspect --format '{{.State.Pid}}' "${worker}0-worker" | grep -q -x -e "$killed" -e 0; }
all_there() { [ "$(workers)" -eq 3 ]; }
summary() { podman cp "$learner:/runs/$run/summary.json" - 2>/dev/null | tar -xO 2>/dev/null; }
completed() { summary | grep -q '"completed" : true'; }
hash() { sed -n 's/.*"parametersSha256" : "\([0-9a-f]*\)".*/\1/p'; }

say "a single process trains: ./belay train deploy/kubernetes/recipe/recipe.conf"
"$root/belay" train "$root/deploy/kubernetes/recipe/recipe.conf" --no-page --out "$work/single" | tail -n 3
single=$(hash <"$work/single/summary.json")

down
say "kubectl kustomize overlays/podman | podman kube play -"
# Where there is a file with the name of the image, as in the directory of the sources, podman 4.3 takes it for a build context.
(cd "$root/deploy/kubernetes" && kubectl kustomize overlays/podman | podman kube play - >/dev/null)
podman ps --format '{{.Names}}  {{.Image}}  {{.Status}}' | grep -v infra
await "three workers" 180 all_there
await "iteration 20" 300 beyond 20
status

# Killed from without, as for want of memory: podman does not start again what `podman kill` has killed.
killed=$(podman inspect --format '{{.State.Pid}}' "${worker}0-worker")
say "kill -KILL $killed, the process of ${worker}0-worker"
kill -KILL "$killed"
at=$(iteration)
await "the worker, started again by podman" 180 started_again
await "three workers" 180 all_there
await "iterations after the kill" 120 beyond $((at + 10))
status
say "its process is now $(podman inspect --format '{{.State.Pid}}' "${worker}0-worker")"

say "podman pause ${worker}1-worker"
podman pause "${worker}1-worker" >/dev/null
at=$(iteration)
# Heard of last 5 s ago, it is lost.
(sleep 6 && status >"$work/paused") &
sleep 10
podman unpause "${worker}1-worker" >/dev/null
say "podman unpause ${worker}1-worker; in between:"
if completed; then fail "the run was over before the pause was; it has to be longer"; fi
wait $!
cat "$work/paused"
await "the paused worker" 120 all_there
await "iterations after the pause" 120 beyond $((at + 10))
status

await "the end of the run" 900 completed
summary
say "what the control nodes said"
for container in $coordinator $learner; do podman logs "$container" 2>&1 | sed "s/^/  $container: /"; done
cluster=$(summary | hash)
say "single process  $single"
say "cluster         $cluster"
[ "$single" = "$cluster" ] || fail "the hashes differ"
say "The parameters are the same."
