#!/bin/sh
# Damages images of every form at random and decodes them: none may take the JVM down, take long, or end in
# anything but pixels or one sentence. 30,000 take less than a minute and 0.8 GB on one core.
#
#   scripts/fuzz-images.sh [COUNT [SEED]]
#
# The image that was decoded last is in data/target/fuzzed-image.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd -P)
cd "$root"
./mvnw -q -B -Dquick -pl data test -Dtest=ImageFuzzTest -Dfuzz.images="${1:-30000}" -Dfuzz.seed="${2:-1}"
echo "${1:-30000} damaged images were read, or refused in one sentence each"
