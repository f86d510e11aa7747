#!/bin/sh
# Prints the home directory of a JDK 25 or later, for ./belay and ./mvnw; exit status 1 and a sentence where there is none.
#
# Looks where Maven's toolchain discovery looks, and reads each JDK's `release` file instead of starting it, so that the
# search costs a few milliseconds. BELAY_JAVA_HOME, where set, is used or refused; all else is taken in the order below.
set -eu

minimum=25

# suits HOME: whether HOME holds a JDK (compiler included) of at least the minimum version.
suits() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS='=' read -r key value; do
    if [ "$key" = JAVA_VERSION ]; then
      version=${value#\"}
      version=${version%%[!0-9]*} # "25.0.3" and "26-ea" both begin with the feature release
      [ -n "$version" ] && [ "$version" -ge "$minimum" ]
      return
    fi
  done <"$1/release"
  return 1
}

# try HOME: prints HOME and ends the search where it suits.
try() {
  if suits "$1"; then
    printf '%s\n' "$1"
    exit 0
  fi
}

if [ -n "${BELAY_JAVA_HOME-}" ]; then
  try "$BELAY_JAVA_HOME"
  echo "BELAY_JAVA_HOME must name a JDK $minimum or later, but BELAY_JAVA_HOME=$BELAY_JAVA_HOME does not; correct or unset it." >&2
  exit 1
fi

[ -z "${JAVA_HOME-}" ] || try "$JAVA_HOME"

java=$(command -v java || :)
if [ -n "$java" ]; then
  java=$(readlink -f "$java" 2>/dev/null || printf '%s\n' "$java") # on Debian /usr/bin/java is a link to a link
  try "${java%/bin/java}"
fi

for home in \
  /usr/lib/jvm/* /usr/java/* /usr/local/java/* /opt/java/* /opt/jdk* \
  "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* "${HOME-}"/.m2/jdks/* "${HOME-}"/.gradle/jdks/* \
  "${HOME-}"/.asdf/installs/java/* "${HOME-}"/.jabba/jdk/* "${HOME-}"/.local/share/mise/installs/java/* \
  /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
  /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
  try "$home"
done

echo "Belay needs a JDK $minimum or later and found none: install one (for example from https://adoptium.net) or set BELAY_JAVA_HOME to its directory." >&2
exit 1
