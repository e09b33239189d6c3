#!/bin/sh
# Installs the stock Python clients from PyPI into an environment of its own, by default out/clients: huggingface_hub,
# tritonclient[http] and kserve, the last without what its server needs (kubernetes, ray, uvicorn and more). Wheels only,
# nothing is compiled; needs python3 with pip. Idempotent.
set -eu

target=${1:-$(dirname "$0")/../../out/clients}
clients="huggingface_hub==2.4.0 tritonclient[http]==2.73.0"
bare="kserve==0.21.0"
# What kserve's client for REST imports, within the bounds that kserve names.
imported="numpy==2.4.6 pandas==2.3.3 psutil==5.9.8 cloudevents==1.12.0 grpcio==1.85.3 protobuf==6.33.6 httpx==0.28.1 \
orjson==3.13.0 pydantic==2.14.4 fastapi==0.165.0 pyyaml==6.0.4"
stamp="$target/.$(echo "$clients" "$bare" "$imported" | cksum | cut -d ' ' -f 1)"

[ -e "$stamp" ] && exit 0
command -v python3 >/dev/null || { echo "install.sh: the clients need python3 with pip" >&2; exit 1; }
rm -rf "$target"
# Debian's python3 often lacks either pip or the copy of it that a new environment gets.
if python3 -m venv "$target" >/dev/null 2>&1; then
  pip() { "$target/bin/python" -m pip "$@"; }
else
  python3 -m venv --without-pip --clear "$target"
  pip() { python3 -m pip --python "$target/bin/python" "$@"; }
fi
install() { pip install --quiet --disable-pip-version-check --no-input --only-binary :all: "$@"; }
# shellcheck disable=SC2086
install $clients $imported
install --no-deps "$bare"
touch "$stamp"
