#!/bin/sh
# Makes a small certificate authority and certificates for one coordinator, learner, worker and operator each.
set -eu

usage() {
  cat <<'TEXT'
usage: make-certificates.sh [--days N] DIR [NAME…]

Makes in DIR, which is created, a certificate authority and a certificate with its key for each role of Belay, to try mutual TLS with:

  authority.pem, authority.key       the authority; its key is needed only to make further certificates
  coordinator.pem, coordinator.key   may answer for localhost, 127.0.0.1, ::1 and each NAME; role coordinator
  learner.pem, learner.key           the same; role learner
  worker.pem, worker.key             role worker
  operator.pem, operator.key         role operator

  NAME         a further DNS name or IP address by which coordinator and learner are dialled
  --days N     days for which the certificates are valid, 1 to 3650; 365 where it is not given

An authority that is in DIR already is used again, so that new certificates are taken by processes that have old ones. Certificates and keys
of the roles are replaced; running processes take the new ones up. Keys are PKCS#8 in PEM; all files are readable by their owner alone.

Configure a process with, for example:

  belay.security { certificate = "DIR/worker.pem", key = "DIR/worker.key", authorities = "DIR/authority.pem" }
TEXT
}

refuse() {
  printf 'make-certificates.sh: %s\n' "$1" >&2
  exit 2
}

days=365
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help)
      usage
      exit 0
      ;;
    --days)
      [ $# -ge 2 ] || refuse 'an option has a value: --days; give a number of days'
      days=$2
      shift 2
      ;;
    --)
      shift
      break
      ;;
    -*) refuse "no such option: $1; see --help" ;;
    *) break ;;
  esac
done
[ $# -ge 1 ] || refuse 'a directory is given: DIR=none; see --help'
case $days in
  '' | *[!0-9]* | ?????*) refuse "days are a whole number from 1 to 3650: --days=$days" ;;
esac
if [ "$days" -lt 1 ] || [ "$days" -gt 3650 ]; then
  refuse "days are a whole number from 1 to 3650: --days=$days"
fi
command -v openssl >/dev/null 2>&1 || refuse 'openssl is on the path: openssl=none; install it'

directory=$1
shift

# What coordinator and learner may be dialled by. Pekko's remoting lets two nodes talk whose certificates share a DNS name or a common name:
# belay-control-node is that name. Worker and operator have no DNS name at all, or they would pass for control nodes.
names='DNS:belay-control-node,DNS:localhost,IP:127.0.0.1,IP:::1'
for name in "$@"; do
  case $name in
    *[!A-Za-z0-9.:*-]* | '') refuse "a name is a DNS name or an IP address: NAME=$name" ;;
    *:*) names="$names,IP:$name" ;;
    *[!0-9.]*) names="$names,DNS:$name" ;;
    *) names="$names,IP:$name" ;;
  esac
done

umask 077
mkdir -p "$directory"
work=$(mktemp -d "$directory/.new.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# Runs a command that talks too much, and shows what it said only where it fails.
quietly() {
  "$@" 2>"$work/said" || {
    cat "$work/said" >&2
    exit 1
  }
}

# RSA, because Pekko's remoting reads no other keys in PKCS#8.
key() {
  quietly openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$1"
}

if [ ! -f "$directory/authority.pem" ] || [ ! -f "$directory/authority.key" ]; then
  key "$work/authority.key"
  openssl req -x509 -new -key "$work/authority.key" -sha256 -days 3650 -subj '/CN=Belay authority' \
    -addext 'basicConstraints=critical,CA:TRUE,pathlen:0' -addext 'keyUsage=critical,keyCertSign,cRLSign' \
    -out "$work/authority.pem"
  mv "$work/authority.key" "$work/authority.pem" "$directory"
fi

# certificate ROLE EXTENDED-KEY-USAGE SUBJECT-ALTERNATIVE-NAMES
certificate() {
  key "$work/$1.key"
  cat >"$work/$1.ext" <<EXTENSIONS
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = $2
subjectAltName = $3
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
EXTENSIONS
  openssl req -new -key "$work/$1.key" -sha256 -subj "/CN=belay-$1" -out "$work/$1.csr"
  # 124 bits of chance: two certificates of an authority never have one number.
  serial=$(openssl rand -hex 16)
  quietly openssl x509 -req -in "$work/$1.csr" -CA "$directory/authority.pem" -CAkey "$directory/authority.key" \
    -set_serial "0x0${serial#?}" -sha256 -days "$days" -extfile "$work/$1.ext" -out "$work/$1.pem"
  mv "$work/$1.key" "$work/$1.pem" "$directory"
}

# Coordinator and learner serve and dial; worker and operator only dial.
certificate coordinator 'serverAuth, clientAuth' "URI:urn:belay:role:coordinator,$names"
certificate learner 'serverAuth, clientAuth' "URI:urn:belay:role:learner,$names"
certificate worker clientAuth URI:urn:belay:role:worker
certificate operator clientAuth URI:urn:belay:role:operator

printf 'certificates for %s days are in %s\n' "$days" "$directory"
