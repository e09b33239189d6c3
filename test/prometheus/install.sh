#!/bin/sh
# Installs prometheus_client, whose parser reads what we write, from PyPI into a Python environment of its own, by default
# out/prometheus. Needs python3 with pip. Idempotent.
set -eu

client=0.26.0
target=${1:-$(dirname "$0")/../../out/prometheus}
stamp="$target/.client-$client"

[ -e "$stamp" ] && exit 0
command -v python3 >/dev/null || { echo "install.sh: prometheus_client needs python3 with pip" >&2; exit 1; }
rm -rf "$target"
# Debian's python3 often lacks either pip or the copy of it that a new environment gets.
if python3 -m venv "$target" >/dev/null 2>&1; then
  pip() { "$target/bin/python" -m pip "$@"; }
else
  python3 -m venv --without-pip --clear "$target"
  pip() { python3 -m pip --python "$target/bin/python" "$@"; }
fi
pip install --quiet --disable-pip-version-check --no-input --only-binary :all: "prometheus_client==$client"
touch "$stamp"
