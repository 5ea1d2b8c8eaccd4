#!/bin/sh
# Runs compiled networks at length: 10,000 predictions of changing sizes and 100 networks that are loaded and
# closed, whose memory must stay flat; every network of the registry at its own image size and at an odd one, in
# batches of 1, 3 and 32, whose logits must be those of Deeplearning4j's graph, and as near to float64's as the
# graph's are; a network of each family where oneDNN is held to AVX2 and to SSE4.1, whose logits must be those of
# this CPU's instructions.
#
#   scripts/soak-inference.sh [PREDICTIONS [NETWORKS]]
#
# Prints the memory after each quarter, and how far logits are apart. Takes about 11 minutes, and up to 6 GB of
# memory.
set -eu

cd "$(dirname "$0")/.."
./mvnw -q -B -Dquick -pl zoo test -Dtest='InferenceSoakTest,InstructionSetTest' \
  -Dsoak.predictions="${1:-10000}" -Dsoak.networks="${2:-100}" -Dsoak.large=true \
  -Dsoak.models=lenet5,alexnet,vgg11,googlenet-bn,resnet18,densenet121,mobilenetv2
echo 'memory stayed flat, and all logits agree'
