#!/bin/sh
# install.sh -- installs the Debian packages that are missing, and nothing else.
#
#   install.sh demo     what building and running needs
#   install.sh check    that, and what the tests need
#
# Says what it installs; does nothing where nothing is missing. Uses sudo when not root.
set -eu

build="gcc libc6-dev pkg-config re2c lemon libsqlite3-dev libgraphviz-dev libsodium-dev libjansson-dev libutf8proc-dev"
run="graphviz librsvg2-bin fonts-dejavu-core"
test="libcmocka-dev valgrind sqlite3 jq xxd libxml2-utils"

case "${1:-}" in
demo) wanted="$build $run" ;;
check) wanted="$build $run $test" ;;
*) echo "uso: install.sh demo|check" >&2; exit 64 ;;
esac

if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "Esta no es una máquina Debian: instale por su cuenta el equivalente de: $wanted" >&2
    exit 0
fi

missing=""
for package in $wanted; do
    state=$(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null || true)
    case "$state" in ii*) ;; *) missing="$missing $package" ;; esac
done
[ -n "$missing" ] || exit 0

sudo=""
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || {
        echo "Faltan paquetes y no hay sudo. Como root: apt-get install$missing" >&2
        exit 77
    }
    sudo=sudo
fi
echo "Se instalan con apt los paquetes que faltan:$missing"
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get update -qq
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
