#!/bin/sh
# Installs OpenStack Swift (a production object store that speaks the S3 API), by default into out/s3-server. Idempotent.
set -eu

here=$(dirname "$0")
target=${1:-$here/../../out/s3-server}
. "$here/../python-environment.sh"

environment "the S3 test server" swift==2.38.3 pyeclib==1.8.0 eventlet==0.41.3
made
