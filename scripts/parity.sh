#!/usr/bin/env bash
# Compares the zoo's logits with torchvision's from the same .pth files, and prints the table of docs/data.md:
#
#   scripts/parity.sh [FOLDER]
#
# Needs Debian's python3-torch and python3-torchvision, 6 GB of memory and 2 GB of disk for FOLDER
# (a temporary one if none is given). Takes about 5 minutes on 2 cores.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-}
if [ -z "$folder" ]; then
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
fi
python=${PYTHON:-/usr/bin/python3}
"$python" scripts/parity.py make "$folder"
./mvnw -B -ntp -q -pl zoo -am test -Dquick -Dtest=ParityTest -Dsurefire.failIfNoSpecifiedTests=false \
  -Dzoo.parity="$folder"
"$python" scripts/parity.py table "$folder"
