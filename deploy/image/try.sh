#!/usr/bin/env bash
# Runs the image as strictly as Kubernetes' restricted profile does, checks what it promises, and prints what it saw.
#
#   deploy/image/try.sh [--engine docker|podman] [--image NAME] [OPTION OF build.sh]…
#
# Builds the image first unless --image names one. Needs the machine's /proc, so an engine without a virtual machine in between. Exit
# status 0 where everything was as it should be.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
engine=podman image='' build=()
while [ $# -gt 0 ]; do
  case $1 in
  --engine) engine=$2 && shift ;;
  --image) image=$2 && shift ;;
  -h | --help)
    sed -n '2,/^set/s/^# \{0,1\}//p' "$0" | sed '/^set/d'
    exit 0
    ;;
  *) build+=("$1") ;;
  esac
  shift
done
if [ -z "$image" ]; then
  image=belay:try
  "$here/build.sh" --engine "$engine" --tag "$image" ${build[@]+"${build[@]}"}
fi

# What every container here is denied; a network, too, because one process needs none.
strict=(--read-only --cap-drop=all --security-opt=no-new-privileges --network=none --memory=512m)
volume=belay-try
work=$(mktemp -d)
container=belay-try-$$
failures=0

clean() {
  "$engine" rm -f -v "$container" >/dev/null 2>&1 || :
  "$engine" volume rm -f "$volume" >/dev/null 2>&1 || :
  rm -rf "$work"
}
trap clean EXIT
clean && mkdir -p "$work"

step() { printf '\n== %s\n' "$*"; }
# check WHAT SEEN EXPECTED: a line, and a failure where the two differ.
check() {
  if [ "$2" = "$3" ]; then
    printf 'ok      %s: %s\n' "$1" "$2"
  else
    printf 'FAILED  %s: %s, expected %s\n' "$1" "$2" "$3"
    failures=$((failures + 1))
  fi
}
status_of() { "$@" >"$work/out" 2>&1 && echo 0 || echo $?; }
# run ARGUMENT…: a container to its end; prints its status, leaves what it printed in $work/out.
run() { status_of timeout 300 "$engine" run --rm "${strict[@]}" "$@"; }
# hash RUN: of a run directory on the volume, read through the last container.
hash() {
  "$engine" cp "$container:/runs/$1/summary.json" "$work/summary.json"
  sed -n 's/.*"parametersSha256" : "\([0-9a-f]*\)".*/\1/p' "$work/summary.json"
}
begin() { "$engine" rm -f -v "$container" >/dev/null 2>&1 || :; "$engine" run -d --name "$container" "${strict[@]}" -v "$volume:/runs" "$@" >/dev/null; }
# Waits until the container has printed a line that matches.
shown() { timeout 120 sh -c 'until "$1" logs "$2" 2>&1 | grep -q -E "$3"; do sleep 0.2; done' - "$engine" "$container" "$1"; }

step "What it is"
"$engine" image inspect --format 'bytes uncompressed: {{.Size}}
layers: {{len .RootFS.Layers}}
user: {{.Config.User}}
entry point: {{.Config.Entrypoint}}' "$image"

step "train cartpole: read-only root, no capabilities, 512 MB"
began=$(date +%s)
check "exit status" "$(run "$image" train cartpole)" 0
tail -n 4 "$work/out"
echo "seconds with start and evaluation: $(($(date +%s) - began))"
check "solved" "$(grep -c 'solved after' "$work/out" || :)" 1
check "return of the last policy" "$(sed -n 's/^Return over 100 episodes, deterministic: //p' "$work/out")" "500.0 ± 0.0"

step "What the JVM takes 512 MB and one processor for"
run --cpus=1 -e JDK_JAVA_OPTIONS=-Xlog:gc+init "$image" --version >/dev/null
grep -E 'CPUs|Memory|Heap Max' "$work/out"
check "heap" "$(sed -n 's/.*Heap Max Capacity: //p' "$work/out")" 384M

step "Nothing but Belay: no shell, nobody's rights, any user"
check "status of a shell (not found)" "$(run --entrypoint /bin/sh "$image" -c true)" 127
check "as user 12345 of group 0" "$(run --user 12345:0 --tmpfs /tmp "$image" train cartpole --set training.environment-steps=2560 --out /tmp/run)" 0

step "Runs on a volume; SIGTERM, and resumed to the same bits"
# Half a processor, so that it is not over before it is stopped.
begin --cpus=0.5 "$image" train cartpole --out /runs/stopped
shown 'iteration [2-9][0-9]/'
pid=$("$engine" inspect --format '{{.State.Pid}}' "$container")
check "process 1 of the container" "$(cat "/proc/$pid/comm") $(sed -n 's/^NSpid:.*\t//p' "/proc/$pid/status")" "java 1"
check "its user, its capabilities" "$(sed -n 's/^Uid:\t\([0-9]*\).*/\1/p; s/^CapEff:\t//p' "/proc/$pid/status" | xargs)" "65532 0000000000000000"
check "no new privileges, and a seccomp filter" "$(sed -n 's/^Seccomp:\t//p; s/^NoNewPrivs:\t//p' "/proc/$pid/status" | xargs)" "1 2"
"$engine" kill -s TERM "$container" >/dev/null
check "exit status after SIGTERM" "$("$engine" wait "$container")" 143
begin "$image" resume /runs/stopped
check "exit status of resume" "$("$engine" wait "$container")" 0
# The first row of the table of results: cartpole, whose other name is cartpole-ppo, with seed 1.
published=$(grep -m 1 -o '"parametersSha256" : "[0-9a-f]*"' "$root/deploy/src/main/resources/results/measured.json" | grep -o '[0-9a-f]\{64\}')
check "hash of the parameters, as published for cartpole with seed 1" "$(hash stopped)" "$published"

step "Ctrl-C"
begin --cpus=0.5 "$image" train cartpole --out /runs/interrupted
shown 'iteration [2-9][0-9]/'
"$engine" kill -s INT "$container" >/dev/null
check "exit status after SIGINT" "$("$engine" wait "$container")" 130

step "Without memory"
check "exit status after OutOfMemoryError" "$(run -e _JAVA_OPTIONS='-Xms10m -Xmx10m' "$image" train cartpole)" 3
grep -m 1 OutOfMemoryError "$work/out"

step "What it writes where the root could be written"
"$engine" rm -f -v "$container" >/dev/null
"$engine" run --name "$container" --network=none "$image" train cartpole --set training.environment-steps=2560 >/dev/null 2>&1
check "changed files" "$("$engine" diff "$container" | grep -v -E '^C /(runs|etc|run|dev|proc|sys)?$|/etc/(hosts|hostname|resolv.conf|mtab)|^. /run/\.containerenv' | xargs)" ""

printf '\n%s\n' "$([ "$failures" -eq 0 ] && echo 'Everything was as it should be.' || echo "$failures checks failed.")"
[ "$failures" -eq 0 ]
