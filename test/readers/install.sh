#!/bin/sh
# Installs the stock readers of an artefact, by default into out/readers: onnxruntime, tokenizers, safetensors and transformers
# from PyPI, and transformers.js from npm. With --torch PyTorch, too, some gigabytes, for transformers' models. Idempotent.
set -eu

torch=
[ "${1:-}" = --torch ] && { torch="torch==2.14.1"; shift; }
target=${1:-$(dirname "$0")/../../out/readers}
python_packages="numpy==2.4.6 onnxruntime==1.32.0 tokenizers==0.23.3 safetensors==0.8.0 transformers==5.24.0"
npm_package="@huggingface/transformers@4.3.2"
stamp="$target/.$(echo "$python_packages" "$npm_package" | cksum | cut -d ' ' -f 1)"

pip() {
  if [ -x "$target/python/bin/pip" ]; then
    "$target/python/bin/python" -m pip "$@"
  else
    python3 -m pip --python "$target/python/bin/python" "$@"
  fi
}
# What is imported is compiled then: to compile all of it takes as long as the rest of the installation.
install() { pip install --quiet --disable-pip-version-check --no-input --no-compile --only-binary :all: "$@"; }

if [ ! -e "$stamp" ]; then
  command -v python3 >/dev/null || { echo "install.sh: the readers need python3 with pip" >&2; exit 1; }
  rm -rf "$target"
  mkdir -p "$target"
  # Debian's python3 often lacks either pip or the copy of it that a new environment gets.
  python3 -m venv "$target/python" >/dev/null 2>&1 || python3 -m venv --without-pip --clear "$target/python"
  install $python_packages
  # The scripts of its packages would download CUDA's libraries and libvips; neither is used.
  npm install --silent --prefix "$target" --no-save --ignore-scripts --no-audit --no-fund "$npm_package"
  touch "$stamp"
fi
if [ -n "$torch" ] && [ ! -e "$target/.$torch" ]; then
  install "$torch"
  touch "$target/.$torch"
fi
