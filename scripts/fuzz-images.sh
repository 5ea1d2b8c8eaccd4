#!/bin/sh
# Damages images of every form at random, and decodes them, looks at them with `zoo data check` and trains on
# them: none may take the JVM down, take long, or end in anything but pixels or one sentence.
#
#   scripts/fuzz-images.sh [COUNT [SEED]]
#
# Prints what the commands said and the most memory they took. The image that was decoded last is in
# data/target/fuzzed-image.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd -P)
cd "$root"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# zoo ARGUMENT...: runs a command and prints the peak of its memory, as Linux counts it.
zoo() {
  scripts/zoo "$@" &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    sed -n 's/^VmHWM:[[:space:]]*/peak of its memory: /p' "/proc/$pid/status" >"$work/peak.new" 2>/dev/null || true
    [ ! -s "$work/peak.new" ] || mv "$work/peak.new" "$work/peak"
    sleep 1
  done
  wait "$pid"
  cat "$work/peak"
}

./mvnw -q -B -Dquick -pl data test -Dtest=ImageFuzzTest -Dfuzz.images="${1:-30000}" -Dfuzz.seed="${2:-1}" \
  -Dfuzz.folder="$work/images"
echo "${1:-30000} damaged images were read, or refused in one sentence each"
scripts/zoo --version >/dev/null # builds, if that is due
zoo data check "$work/images" >"$work/check.txt"
sed -n '1,/^$/p' "$work/check.txt"
grep -A 3 'in all:' "$work/check.txt" || true
tail -1 "$work/check.txt"
# The photos are all alike, so none would be left for validation if copies stayed together.
zoo train --model lenet5 --image-size 32 --epochs 1 --near-duplicates ignore --data "$work/images" --output "$work/run"
