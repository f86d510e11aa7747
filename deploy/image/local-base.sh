#!/usr/bin/env bash
# Makes a base for the image where no registry can be reached: glibc and libgcc_s of the Debian packages that apt offers to this machine,
# and the few files of /etc that they read. The same input makes the same bytes.
#
#   deploy/image/local-base.sh DIR      writes DIR/base.tar, as `docker save` would write it, with the image belay-base:local
set -euo pipefail

[ $# -eq 1 ] && [ "${1#-}" = "$1" ] || { sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2; }
for program in apt-get dpkg-deb tar sha256sum; do
  command -v "$program" >/dev/null || { echo "The base is made of Debian's packages, but $program is not here; name a base image instead (deploy/image/build.sh --base)." >&2; exit 1; }
done

directory=$1
epoch=1793491200 # 2026-11-01, project.build.outputTimestamp
mkdir -p "$directory"
directory=$(cd "$directory" && pwd)
work=$(mktemp -d "$directory/base.XXXXXX")
trap 'rm -rf "$work"' EXIT
root=$work/root
mkdir -p "$root" "$work/packages" "$work/image"

(cd "$work/packages" && apt-get download -qq -o APT::Sandbox::User=root libc6 libgcc-s1 base-files)
mkdir -p "$root"/{etc,tmp,home/nonroot,var/lib/dpkg/status.d,usr/lib}
for package in libc6 libgcc-s1; do
  dpkg-deb -x "$work/packages/$package"_*.deb "$root"
  # Where scanners look for what a distroless image is made of.
  dpkg-deb -f "$work/packages/$package"_*.deb >"$root/var/lib/dpkg/status.d/$package"
done
dpkg-deb --fsys-tarfile "$work/packages"/base-files_*.deb | tar -xC "$root" ./usr/lib/os-release
ln -s ../usr/lib/os-release "$root/etc/os-release"
# Nobody reads documentation there, and nobody converts character sets with iconv.
find "$root/usr/share" -mindepth 1 -maxdepth 1 ! -name doc -exec rm -rf {} +
find "$root/usr/share/doc" -type f ! -name copyright -delete
rm -rf "$root"/usr/lib/*/gconv

printf 'root:x:0:0:root:/root:/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n' >"$root/etc/passwd"
printf 'root:x:0:\nnobody:x:65534:\nnonroot:x:65532:\n' >"$root/etc/group"
printf 'passwd: files\ngroup: files\nhosts: files dns\n' >"$root/etc/nsswitch.conf"
chmod 1777 "$root/tmp"
chmod 755 "$root" "$root"/{etc,home,home/nonroot}

archive() { tar --sort=name --mtime="@$epoch" --owner=0 --group=0 --numeric-owner --format=gnu "$@"; }

archive -C "$root" -cf "$work/image/layer.tar" .
layer=$(sha256sum "$work/image/layer.tar" | cut -d' ' -f1)
architecture=$(dpkg --print-architecture)
printf '{"architecture":"%s","os":"linux","created":"2026-11-01T00:00:00Z","config":{"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]},"history":[{"created":"2026-11-01T00:00:00Z","created_by":"deploy/image/local-base.sh"}]}' \
  "$architecture" "$layer" >"$work/image/config.json"
printf '[{"Config":"config.json","RepoTags":["belay-base:local"],"Layers":["layer.tar"]}]' >"$work/image/manifest.json"
archive -C "$work/image" -cf "$directory/base.tar" config.json layer.tar manifest.json
printf '%s\n' "$directory/base.tar"
