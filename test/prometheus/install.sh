#!/bin/sh
# Installs prometheus_client, whose parser reads what we write, by default into out/prometheus. Idempotent.
set -eu

here=$(dirname "$0")
target=${1:-$here/../../out/prometheus}
. "$here/../python-environment.sh"

environment "the test of metrics" prometheus_client==0.26.0
made
