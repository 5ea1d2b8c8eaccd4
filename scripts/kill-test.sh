#!/bin/bash
# Kills trainings at random moments and goes on with them until they are done: each must end with the
# bits of one that nobody killed.
#
#   scripts/kill-test.sh [N]   N kills (default 20); prints a line a training, exits with 1 if one differs
#   WORK=DIR                   keep the runs there, those that differ for a look
#   SEED=N                     the same moments again, as far as a machine repeats itself
set -u -m # jobs of their own: a script's background commands ignore Ctrl-C otherwise

kills_wanted=${1:-20}
root=$(cd "$(dirname "$0")/.." && pwd -P)
zoo=$root/scripts/zoo
work=${WORK:-$(mktemp -d)}
RANDOM=${SEED:-$$}
signals=(KILL TERM INT HUP)
# One training for each way that the state of a training is kept.
plain='train --model lenet5 --image-size 32 --epochs 3 --seed 1'
stateful='train --model lenet5 --image-size 32 --epochs 3 --seed 2 --accumulate 3 --ema-decay 0.9 --mixup 0.2 --warmup-epochs 1 --cache none'
tuned='finetune --model mobilenetv2 --alpha 0.35 --weights WEIGHTS --image-size 32 --head-epochs 2 --epochs 1 --warmup-epochs 0 --batch-size 64'
kinds=(plain stateful tuned)

mkdir -p "$work"
"$zoo" --version >/dev/null || exit 1

# zoo KIND WHERE...: starts one of the trainings.
train() {
  kind=$1
  shift
  # shellcheck disable=SC2086  # the flags of a training are several words
  "$zoo" ${!kind//WEIGHTS/$work/weights/last.zip} "$@"
}

# Hashes what a training comes to: the weights, their average and the optimizer's state.
bits() {
  rm -rf "$work/unpacked" && mkdir "$work/unpacked"
  (cd "$work/unpacked" && "${JAVA_HOME:+$JAVA_HOME/bin/}jar" -xf "$1/last.zip") || return 1
  (cd "$work/unpacked" && sha256sum ./*.bin) | sha256sum
}

echo 'weights to start from, and each training without a kill'
"$zoo" train --model mobilenetv2 --alpha 0.35 --image-size 32 --epochs 1 --batch-size 64 --output "$work/weights" \
  >"$work/weights.log" 2>&1 || { cat "$work/weights.log"; exit 1; }
declare -A expected seconds
for kind in "${kinds[@]}"; do
  begun=$SECONDS
  train "$kind" --output "$work/straight-$kind" >"$work/$kind.log" 2>&1 || { cat "$work/$kind.log"; exit 1; }
  seconds[$kind]=$((SECONDS - begun + 1))
  expected[$kind]=$(bits "$work/straight-$kind") || exit 1
done

# go_on KIND RUN LOG: starts the training, or goes on with it where there is something to go on with.
go_on() {
  if [ -e "$2/config.yaml" ]; then
    "$zoo" train --resume "$2" >>"$3" 2>&1
  else
    train "$1" --output "$2" >>"$3" 2>&1
  fi
}

kills=0
trainings=0
failed=0
while [ "$kills" -lt "$kills_wanted" ]; do
  kind=${kinds[RANDOM % ${#kinds[@]}]}
  trainings=$((trainings + 1))
  run=$work/run-$trainings
  log=$run.log
  told=
  # At most three kills a training, so that it comes to its end.
  for _ in 1 2 3; do
    go_on "$kind" "$run" "$log" &
    pid=$!
    sleep "$(awk -v most="${seconds[$kind]}" -v x=$RANDOM 'BEGIN {print most * x / 32768}')"
    signal=${signals[RANDOM % ${#signals[@]}]}
    kill -s "$signal" -- -$pid 2>/dev/null || break # it is done
    wait $pid 2>/dev/null
    # The shell of the job is gone before the training has saved.
    while kill -0 -- -$pid 2>/dev/null; do sleep 0.1; done
    kills=$((kills + 1))
    told="$told $signal"
  done
  wait
  if ! go_on "$kind" "$run" "$log"; then
    failed=$((failed + 1))
    echo "training $trainings ($kind): FAILED after$told; $log"
  elif [ "$(bits "$run")" != "${expected[$kind]}" ]; then
    failed=$((failed + 1))
    echo "training $trainings ($kind): OTHER BITS after$told; $run"
  else
    echo "training $trainings ($kind): the same bits after$told"
    rm -rf "$run" "$log"
  fi
done
echo "$kills kills in $trainings trainings, $failed of them not as if there had been none"
[ -n "${WORK:-}" ] || [ "$failed" -ne 0 ] || rm -rf "$work"
[ "$failed" -eq 0 ]
