#!/bin/sh
# Trains each network of the README's table at full length, as its file in configs/ says, then measures it
# on the test images. What is done stays done: started again, it goes on where it was.
#
#   scripts/reproduce.sh [DATA] [MODEL...]
#
# DATA is tf_flowers, which is downloaded, or a folder with one sub-folder a class.
set -eu

cd "$(dirname "$0")/.."
data=${1:-tf_flowers}
[ $# -eq 0 ] || shift
models=${*:-lenet5 alexnet vgg16 googlenet-bn resnet18 resnet50 densenet121 mobilenetv2}
results=runs/reproduce/$(basename "$data")
mkdir -p "$results"

for model in $models; do
  run=$results/$model
  if [ -f "$run.json" ]; then
    continue
  elif [ -d "$run" ]; then
    scripts/zoo train --resume "$run"
  else
    scripts/zoo train --config "configs/$model-tf_flowers.yaml" --data "$data" --output "$run"
  fi
  scripts/zoo evaluate "$run" --json >"$run.json.new"
  mv "$run.json.new" "$run.json"
done

printf '\n| model | test top-1, %% | test images |\n| --- | ---: | ---: |\n'
for model in $models; do
  number() { sed -n "s/^  \"$1\" *: *\([0-9.]*\).*/\1/p" "$results/$model.json"; } # of the top level
  printf '| %s | %s | %s |\n' "$model" "$(number top1 | awk '{printf "%.1f", 100 * $1}')" "$(number count)"
done
