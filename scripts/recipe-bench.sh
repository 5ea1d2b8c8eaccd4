#!/bin/sh
# Cross-validates recipes of fine-tuning on the same folds, and tells for each how its answers differ from those of the first.
#
#   scripts/recipe-bench.sh RECIPES --model mobilenetv2 --weights imagenet --data DIR
#
# RECIPES is a file; each line is a name without spaces and the flags of zoo finetune that make the recipe, such as
#
#   reference
#   strong --augment strong
#
# Other flags hold for all of them. Each recipe is a run folder in OUT with its report, and a line of OUT/recipes.csv: name, commit,
# seconds (of all trainings: one a fold and one on all images), accuracy over all folds, images, flags. What was interrupted is gone
# on with, and its seconds are those of the epochs that count; what has a line already is left out.
#
#   FOLDS  number of folds, instead of 5
#   OUT    instead of runs/recipes
set -eu

[ $# -ge 1 ] && [ -r "$1" ] || {
  echo 'usage: scripts/recipe-bench.sh RECIPES FLAGS...; RECIPES is a file of lines NAME FLAGS' >&2
  exit 2
}
recipes=$1
shift
zoo=$(dirname "$0")/zoo
out=${OUT:-runs/recipes}
csv=$out/recipes.csv
commit=$(git -C "$(dirname "$0")" rev-parse --short HEAD 2>/dev/null || echo unknown)
mkdir -p "$out"
[ -e "$csv" ] || echo 'name,commit,seconds,top1,images,flags' >"$csv"

# A number of the folds' report itself, and not of an object in it.
number() {
  printf '%s\n' "$result" | sed -n "s/.*\"folds\":{[^{}]*\"$1\":\([0-9.eE-]*\).*/\1/p"
}

# Seconds of all epochs of a run and its folds, as their metrics tell, without what began and ended each leg.
epochs_seconds() {
  cat "$1"/metrics.csv "$1"/fold-*/metrics.csv 2>/dev/null | awk -F, '
    $1 == "epoch" { for (i = 1; i <= NF; i++) if ($i == "seconds") column = i; next }
    { sum += $column }
    END { printf "%d\n", sum + 0.5 }'
}

reference=
while read -r name flags <&3; do
  case $name in '' | \#*) continue ;; esac
  if grep -q "^$name," "$csv"; then
    echo "$name: has a line in $csv already"
  else
    started=$(date +%s)
    if [ -d "$out/$name" ]; then
      result=$("$zoo" finetune --resume "$out/$name" --json)
      seconds=$(epochs_seconds "$out/$name")
    else
      # shellcheck disable=SC2086 # the flags are words
      result=$("$zoo" finetune "$@" $flags --folds "${FOLDS:-5}" --output "$out/$name" --json)
      seconds=$(($(date +%s) - started))
    fi
    printf '%s,%s,%s,%s,%s,"%s"\n' "$name" "$commit" "$seconds" "$(number top1)" "$(number count)" "$* $flags" >>"$csv"
    tail -n 1 "$csv"
  fi
  if [ -z "$reference" ]; then
    reference=$name
  else
    "$zoo" compare "$out/$reference" "$out/$name" --output "$out/$name.html"
  fi
done 3<"$recipes"
