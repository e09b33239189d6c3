#!/bin/sh
# Installs schemathesis, by default into out/schemathesis. Idempotent.
set -eu

here=$(dirname "$0")
target=${1:-$here/../../out/schemathesis}
. "$here/../python-environment.sh"

environment schemathesis schemathesis==4.32.0
made
