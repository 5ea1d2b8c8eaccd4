#!/bin/sh
# Speed and memory of this project beside PyTorch's, on the same networks, images, batch and threads.
# The two take turns, process by process, so that a slower minute of the machine meets both.
#
#   scripts/bench-peer.sh [--models "resnet18 vgg16"] [--modes "train infer"] [--batch-size 32]
#                         [--rounds 5] [--seconds 10] [--results FILE]
#
# PyTorch is Debian's: apt-get install python3-torch python3-torchvision libopenblas0-openmp
# PYTHON names another Python; OMP_NUM_THREADS another number of threads than there are processors.
set -eu

fail() {
  printf 'bench-peer: %s\n' "$*" >&2
  exit 2
}

here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-/usr/bin/python3}
threads=${OMP_NUM_THREADS:-$(nproc)}
models='lenet5 alexnet vgg16 googlenet-bn resnet18 densenet121 mobilenetv2'
modes='train infer'
batch_size=32
rounds=5
seconds=10
results=

while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || fail "$1 needs a value"
  case $1 in
    --models) models=$2 ;;
    --modes) modes=$2 ;;
    --batch-size) batch_size=$2 ;;
    --rounds) rounds=$2 ;;
    --seconds) seconds=$2 ;;
    --results) results=$2 ;;
    *) fail "unknown flag $1" ;;
  esac
  shift 2
done

"$python" -c 'import torch, torchvision' 2>/dev/null ||
  fail "$python has no PyTorch: apt-get install python3-torch python3-torchvision libopenblas0-openmp, or set PYTHON"
[ -n "$results" ] || results=$(mktemp)
export OMP_NUM_THREADS="$threads"

peer() {
  "$python" "$here/bench_peer.py" run "$@" --threads "$threads" --seconds "$seconds"
}

for round in $(seq "$rounds"); do
  for model in $models; do
    for mode in $modes; do
      printf 'round %s of %s: %s %s\n' "$round" "$rounds" "$model" "$mode" >&2
      set -- --model "$model" --mode "$mode" --batch-size "$batch_size"
      "$here/zoo" bench "$@" --classes 5 --seconds "$seconds" --json >>"$results"
      peer "$@" --layout nchw >>"$results"
      peer "$@" --layout channels-last >>"$results"
    done
  done
done

printf 'measurements: %s\n' "$results" >&2
"$python" "$here/bench_peer.py" table "$results"
