#!/bin/bash
# Speed of two builds of this project beside each other, such as of the tree before and after a change.
# The two run at once, but only one of them at a time goes on while the other is stopped, in turns of two
# seconds: so a slower minute of the machine meets both. Each tells the median of its own steps, in which a
# stop is one slow step.
#
#   scripts/bench-builds.sh OLD [NEW] [--models "resnet18 vgg16"] [--modes "train infer"]
#                           [--batch-size 32] [--rounds 3] [--seconds 40]
#
# OLD and NEW are folders of the project, of which NEW is this one by default; both are built first.
# Without --batch-size it is 32, and 16 for vgg16 and densenet121. Seconds are those in which either
# measures, after half as many to warm up; Java still compiles much in the first ten.
# Both builds are in memory at once.
set -eu -m # jobs of their own: a build is stopped with all its processes

fail() {
  printf 'bench-builds: %s\n' "$*" >&2
  exit 2
}

here=$(cd "$(dirname "$0")/.." && pwd -P)
builds=()
models='lenet5 alexnet vgg16 googlenet-bn resnet18 densenet121 mobilenetv2'
modes='train infer'
batch_size=
rounds=3
seconds=40
turn=2

while [ $# -gt 0 ]; do
  case $1 in
    --*) [ $# -ge 2 ] || fail "$1 needs a value" ;;&
    --models) models=$2 ;;
    --modes) modes=$2 ;;
    --batch-size) batch_size=$2 ;;
    --rounds) rounds=$2 ;;
    --seconds) seconds=$2 ;;
    --*) fail "unknown flag $1" ;;
    *)
      [ -x "$1/scripts/zoo" ] || fail "expected a folder of the project, with scripts/zoo; got $1"
      builds+=("$1")
      shift
      continue
      ;;
  esac
  shift 2
done
case ${#builds[@]} in
  1) builds+=("$here") ;;
  2) ;;
  *) fail "one or two folders of the project are compared; got ${#builds[@]}" ;;
esac

results=$(mktemp -d)
jobs_started=()
go_on() { kill -s CONT -- "-$1" 2>/dev/null || true; }
stop() { kill -s STOP -- "-$1" 2>/dev/null || true; }
clear_up() {
  for job in "${jobs_started[@]}"; do
    go_on "$job"
    kill -- "-$job" 2>/dev/null || true
  done
  rm -rf "$results"
}
trap clear_up EXIT
trap 'exit 130' INT TERM

batch_size_of() {
  case $1 in
    vgg16 | densenet121) echo "${batch_size:-16}" ;;
    *) echo "${batch_size:-32}" ;;
  esac
}

# pair MODEL MODE: one line of images/s of both builds.
pair() {
  jobs_started=()
  for i in 0 1; do
    "${builds[i]}/scripts/zoo" bench --model "$1" --mode "$2" --batch-size "$(batch_size_of "$1")" --classes 5 \
      --seconds "$seconds" --json >"$results/$i.json" 2>"$results/$i.err" &
    jobs_started+=($!)
    stop $!
  done
  while kill -0 -- "-${jobs_started[0]}" 2>/dev/null && kill -0 -- "-${jobs_started[1]}" 2>/dev/null; do
    for job in "${jobs_started[@]}"; do
      go_on "$job"
      sleep "$turn"
      stop "$job"
    done
  done
  for job in "${jobs_started[@]}"; do go_on "$job"; done
  wait
  for i in 0 1; do
    rate[i]=$(sed -n 's/.*"imagesPerSecond": *\([0-9.]*\).*/\1/p' "$results/$i.json")
    [ -n "${rate[i]}" ] || fail "${builds[i]} measured nothing: $(tail -n 1 "$results/$i.err")"
  done
  awk -v model="$1" -v mode="$2" -v old="${rate[0]}" -v new="${rate[1]}" \
    'BEGIN {printf "%-18s %-6s old %8.1f  new %8.1f images/s  new/old %.3f\n", model, mode, old, new, new / old}'
}

for build in "${builds[@]}"; do
  "$build/scripts/zoo" --version >/dev/null || fail "$build cannot be built"
done
for round in $(seq "$rounds"); do
  printf 'round %s of %s\n' "$round" "$rounds"
  for model in $models; do
    for mode in $modes; do pair "$model" "$mode"; done
  done
done
