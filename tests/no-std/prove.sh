#!/bin/sh
# Builds and runs the proof with each set of features; `prove.sh` alone takes those below.
set -eu
cd "$(dirname "$0")"
[ $# -gt 0 ] || set -- model model,yaml model,check,version merge model,check,version,merge,yaml
for features in "$@"; do
    cargo run --quiet --release --features "$features"
    echo "no std: $features"
done
