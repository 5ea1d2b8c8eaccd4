#!/bin/sh
# Speed and memory of this project beside PyTorch's, on the same networks, images, batch and threads.
# The two take turns, process by process, so that a slower minute of the machine meets both.
#
#   scripts/bench-peer.sh [--models "resnet18 vgg16"] [--modes "train infer"] [--batch-size 32]
#                         [--rounds 3] [--seconds 8] [--stock yes|no] [--results FILE]
#
# Without --batch-size it is 32, and 16 for vgg16 and densenet121. After the first round the slower of
# PyTorch's two layouts is left out where it was slower by more than a seventh. --stock yes measures
# Deeplearning4j's own layers too, once, on batches of 8: they are slow and take much memory.
# Results are written as they come; with a --results file that has some already, they are added to.
# On two cores, all seven networks take about 40 minutes. Java compiles what runs often: with less than 8
# seconds, half of them to warm up, it is not done yet with small networks.
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
batch_size=
rounds=3
seconds=8
stock=no
results=

while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || fail "$1 needs a value"
  case $1 in
    --models) models=$2 ;;
    --modes) modes=$2 ;;
    --batch-size) batch_size=$2 ;;
    --rounds) rounds=$2 ;;
    --seconds) seconds=$2 ;;
    --stock) stock=$2 ;;
    --results) results=$2 ;;
    *) fail "unknown flag $1" ;;
  esac
  shift 2
done

"$python" -c 'import torch, torchvision' 2>/dev/null ||
  fail "$python has no PyTorch: apt-get install python3-torch python3-torchvision libopenblas0-openmp, or set PYTHON"
[ -n "$results" ] || results=$(mktemp)
export OMP_NUM_THREADS="$threads"

batch_size_of() {
  if [ -n "$batch_size" ]; then
    echo "$batch_size"
    return
  fi
  case $1 in
    vgg16 | densenet121) echo 16 ;;
    *) echo 32 ;;
  esac
}

# A failure, for example for want of memory, costs its row only.
ours() {
  timeout 300 "$here/zoo" bench "$@" --classes 5 --seconds "$seconds" --json >>"$results" || say "failed: zoo bench $*"
}

peer() {
  timeout 300 "$python" "$here/bench_peer.py" run "$@" --threads "$threads" --seconds "$seconds" >>"$results" ||
    say "failed: PyTorch $*"
}

layouts() {
  if [ "$round" = 1 ]; then
    echo nchw channels-last
  else
    "$python" "$here/bench_peer.py" layouts "$results" --model "$1" --mode "$2"
  fi
}

say() { printf 'bench-peer: %s\n' "$*" >&2; }

for round in $(seq "$rounds"); do
  for model in $models; do
    for mode in $modes; do
      say "$(date +%T) round $round of $rounds: $model $mode"
      size=$(batch_size_of "$model")
      ours --model "$model" --mode "$mode" --batch-size "$size"
      for layout in $(layouts "$model" "$mode"); do
        peer --model "$model" --mode "$mode" --batch-size "$size" --layout "$layout"
      done
    done
  done
done

if [ "$stock" = yes ]; then
  for model in $models; do
    for mode in $modes; do
      say "$(date +%T) stock: $model $mode"
      ours --model "$model" --mode "$mode" --batch-size 8 --engine stock
    done
  done
fi

say "measurements: $results"
"$python" "$here/bench_peer.py" table "$results"
