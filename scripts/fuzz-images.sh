#!/bin/sh
# Damages images of every form at random and decodes them: none may take the JVM down, take long, or end in
# anything but pixels or one sentence. 30,000 take about a quarter of an hour on one core.
#
#   scripts/fuzz-images.sh [COUNT [SEED]]
#
# The image that was decoded last is in data/target/fuzzed-image.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd -P)
cd "$root"
exec ./mvnw -q -B -Dquick -pl data test -Dtest=ImageFuzzTest -Dfuzz.images="${1:-30000}" -Dfuzz.seed="${2:-1}"
