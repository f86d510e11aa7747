#!/usr/bin/env bash
# Builds the image of Belay with what is there: Docker, Podman, Buildah, or no engine at all (Jib).
#
#   deploy/image/build.sh [OPTION]…
#
#   --engine docker|podman|buildah|jib   default: the first of the three that works here, else jib
#   --tag NAME[:TAG]                     name of the image, by default belay and the version of the parent pom
#   --base IMAGE                         instead of the Dockerfile's BASE; with jib also tar://FILE
#   --jdk IMAGE                          instead of the Dockerfile's JDK (jib takes the runtime from this machine's JDK)
#   --local                              base and JDK from this machine: Debian's packages of glibc, and the JDK that builds Belay.
#                                        Where no registry can be reached
#   --platform LIST                      for docker and podman, such as linux/amd64,linux/arm64
#
# jib leaves deploy/target/image/belay.tar, which `docker load`, `podman load` and `skopeo copy docker-archive:` read. The others
# leave the image in their own store.
set -euo pipefail

fail() {
  printf '%s\n' "$*" >&2
  exit "${status:-1}"
}

usage() { sed -n '2,/^set/s/^# \{0,1\}//p' "$0" | sed '/^set/d'; }

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
here=$root/deploy/image
staged=$root/deploy/target/image
version=$(sed -n 's|^  <version>\(.*\)</version>|\1|p' "$root/pom.xml")
created=$(sed -n 's|.*<project.build.outputTimestamp>\(.*\)</project.build.outputTimestamp>.*|\1|p' "$root/pom.xml")
epoch=$(date -u -d "$created" +%s)

engine='' tag=belay:$version base='' jdk='' local=false platform=''
while [ $# -gt 0 ]; do
  case $1 in
  --engine | --tag | --base | --jdk | --platform)
    [ $# -ge 2 ] || status=2 fail "$1 needs a value; see --help."
    declare "${1#--}=$2"
    shift
    ;;
  --local) local=true ;;
  -h | --help)
    usage
    exit 0
    ;;
  *) status=2 fail "There is no such option: option=$1; see --help." ;;
  esac
  shift
done

works() {
  case $1 in
  docker) command -v docker >/dev/null && docker version >/dev/null 2>&1 ;;
  podman | buildah) command -v "$1" >/dev/null && "$1" info >/dev/null 2>&1 ;;
  jib) true ;;
  *) return 1 ;;
  esac
}

if [ -z "$engine" ]; then
  for engine in docker podman buildah jib; do
    if works "$engine"; then break; fi
  done
elif ! [[ $engine =~ ^(docker|podman|buildah|jib)$ ]]; then
  status=2 fail "--engine must be docker, podman, buildah or jib: engine=$engine."
elif ! works "$engine"; then
  fail "$engine is not installed or its service does not answer: engine=$engine; start it, or take --engine jib, which needs none."
fi
[ -z "$platform" ] || [[ $engine =~ ^(docker|podman)$ ]] || status=2 fail "--platform is for docker and podman: engine=$engine; jib builds for the platform of this machine's JDK."
$local && [ -n "$base$jdk" ] && status=2 fail "--local makes base and JDK itself; leave --base and --jdk out."

revision=$(git -C "$root" rev-parse HEAD 2>/dev/null || echo unknown)
[ -z "$(git -C "$root" status --porcelain 2>/dev/null)" ] || revision=$revision-modified
java_home=$(sh "$root/.mvn/find-jdk.sh")
case $(uname -m) in
x86_64) architecture=amd64 ;;
aarch64) architecture=arm64 ;;
*) architecture=$(uname -m) ;;
esac

maven() { "$root/mvnw" -f "$root/pom.xml" -q -B -ntp -pl deploy -am -Dmaven.test.skip -Dspotless.check.skip "$@" package </dev/null; }

# The base is made where Maven does not clean.
local_base() { "$here/local-base.sh" "$root/target/belay/base"; }

if [ "$engine" = jib ]; then
  $local && base=tar://$(local_base)
  printf 'Building %s with Jib for linux/%s …\n' "$tag" "$architecture"
  maven -Pimage,image-tar -Dbelay.image.jlink="$java_home/bin/jlink" -Dbelay.image.architecture="$architecture" \
    -Dbelay.image.revision="$revision" -Djib.to.image="$tag" ${base:+-Djib.from.image="$base"}
  printf 'image   %s\nfile    %s (%s MB)\ndigest  %s\n' "$tag" "$staged/belay.tar" "$(du -m "$staged/belay.tar" | cut -f1)" "$(cat "$staged/belay.digest")"
  exit 0
fi

printf 'Building %s with %s …\n' "$tag" "$engine"
maven -Pimage

build=("$engine" build)
case $engine in
docker)
  # Times of files and of the image are those of the jars where BuildKit is 0.13 or later.
  export SOURCE_DATE_EPOCH=$epoch
  [ -z "$platform" ] || build=(docker buildx build)
  load() { docker load -q -i "$1" >/dev/null; }
  local_name=
  ;;
podman)
  build+=(--timestamp "$epoch" --isolation=chroot)
  load() { podman load -q -i "$1" >/dev/null; }
  local_name=localhost/
  ;;
buildah)
  build+=(--timestamp "$epoch" --isolation=chroot --layers)
  load() { buildah pull -q "docker-archive:$1" >/dev/null; }
  local_name=localhost/
  ;;
esac

if $local; then
  load "$(local_base)"
  base=${local_name}belay-base:local
  jdk=${local_name}belay-jdk:local
  # A tar file, because a JDK of Debian has links to what lies elsewhere.
  tar -C "$java_home" -h --exclude=./lib/src.zip -cf "$root/target/belay/base/jdk.tar" .
  "$engine" build -q -t "$jdk" -f - "$root/target/belay/base" <<END >/dev/null
FROM $base
ADD jdk.tar /opt/java/openjdk/
ENV PATH=/opt/java/openjdk/bin:/usr/bin:/bin
END
fi

"${build[@]}" -t "$tag" ${platform:+--platform "$platform"} ${base:+--build-arg BASE="$base"} ${jdk:+--build-arg JDK="$jdk"} \
  --build-arg VERSION="$version" --build-arg REVISION="$revision" -f "$here/Dockerfile" "$staged/context"

printf 'image   %s\n' "$tag"
case $engine in
docker | podman)
  [ -n "$platform" ] || "$engine" image inspect --format 'id      {{.Id}}
bytes   {{.Size}}' "$tag"
  ;;
buildah) buildah inspect --type image --format 'id      {{.FromImageID}}' "$tag" ;;
esac
