#!/bin/sh
# Damages and forges checkpoints at random and predicts with them: each must end with one sentence and exit
# code 2, or with what the network says; none may take the JVM down, print a trace or end with exit code 1.
#
#   scripts/fuzz-checkpoints.sh [COUNT [SEED]]
#
# The checkpoint that was used last is in app/target/fuzzed-run.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd -P)
cd "$root"
./mvnw -q -B -Dquick -pl app -am test -Dtest=CheckpointFuzzTest -Dsurefire.failIfNoSpecifiedTests=false \
  -Dfuzz.checkpoints="${1:-20000}" -Dfuzz.seed="${2:-1}"
echo "${1:-20000} damaged and forged checkpoints were refused in one sentence each, or used"
