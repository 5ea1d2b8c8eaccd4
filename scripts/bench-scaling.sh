#!/bin/sh
# Images a second by the number of threads and the size of the batch, as a Markdown table.
#
#   scripts/bench-scaling.sh [--models "mobilenetv2 resnet18"] [--modes "train infer"]
#                            [--batch-sizes "8 16 32 64"] [--threads "1 2"] [--seconds 5]
set -eu

here=$(cd "$(dirname "$0")" && pwd)
models='mobilenetv2 resnet18'
modes='train infer'
batch_sizes='8 16 32 64'
threads='1 2'
seconds=5

fail() {
  printf 'bench-scaling: %s\n' "$*" >&2
  exit 2
}

while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || fail "$1 needs a value"
  case $1 in
    --models) models=$2 ;;
    --modes) modes=$2 ;;
    --batch-sizes) batch_sizes=$2 ;;
    --threads) threads=$2 ;;
    --seconds) seconds=$2 ;;
    *) fail "unknown flag $1" ;;
  esac
  shift 2
done

printf '| network | mode | threads |'
for size in $batch_sizes; do printf ' batch %s |' "$size"; done
printf '\n| --- | --- | ---: |'
for size in $batch_sizes; do printf ' ---: |'; done
printf '\n'
for model in $models; do
  for mode in $modes; do
    for count in $threads; do
      printf '| %s | %s | %s |' "$model" "$mode" "$count"
      for size in $batch_sizes; do
        speed=$(OMP_NUM_THREADS=$count "$here/zoo" bench --model "$model" --mode "$mode" --batch-size "$size" \
          --classes 5 --seconds "$seconds" --json | sed -n 's/.*"imagesPerSecond":\([0-9.]*\).*/\1/p')
        printf ' %.1f |' "$speed"
      done
      printf '\n'
    done
  done
done
