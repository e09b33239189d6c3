#!/bin/sh
# Installs the stock Python clients, by default into out/clients: huggingface_hub, tritonclient[http] and kserve, the last
# without what its server needs (kubernetes, ray, uvicorn and more). Idempotent.
set -eu

here=$(dirname "$0")
target=${1:-$here/../../out/clients}
. "$here/../python-environment.sh"

also="kserve==0.21.0"
# What kserve's client for REST imports, within the bounds that kserve names.
imported="numpy==2.4.6 pandas==2.3.3 psutil==5.9.8 cloudevents==1.12.0 grpcio==1.85.3 protobuf==6.33.6 httpx==0.28.1 \
orjson==3.13.0 pydantic==2.14.4 fastapi==0.165.0 pyyaml==6.0.4"
# shellcheck disable=SC2086
environment "the test of stock clients" huggingface_hub==2.4.0 "tritonclient[http]==2.73.0" $imported
wheels --no-deps "$also"
made
