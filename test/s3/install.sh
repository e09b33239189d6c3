#!/bin/sh
# Installs OpenStack Swift (a production object store that speaks the S3 API) from PyPI into a Python environment of
# its own, by default out/s3-server. Wheels only, nothing is compiled; needs python3 with pip. Idempotent.
set -eu

swift=2.38.3
target=${1:-$(dirname "$0")/../../out/s3-server}
stamp="$target/.swift-$swift"

[ -e "$stamp" ] && exit 0
command -v python3 >/dev/null || { echo "install.sh: the S3 test server needs python3 with pip" >&2; exit 1; }
rm -rf "$target"
# Debian's python3 often lacks either pip or the copy of it that a new environment gets.
if python3 -m venv "$target" >/dev/null 2>&1; then
  pip() { "$target/bin/python" -m pip "$@"; }
else
  python3 -m venv --without-pip --clear "$target"
  pip() { python3 -m pip --python "$target/bin/python" "$@"; }
fi
pip install --quiet --disable-pip-version-check --no-input --only-binary :all: \
  "swift==$swift" pyeclib==1.8.0 eventlet==0.41.3
touch "$stamp"
