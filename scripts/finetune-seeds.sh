#!/bin/sh
# Fine-tunes with three seeds, each of which splits the images anew, and prints the mean test accuracy with Wilson's 95 % interval
# over all test images.
#
#   scripts/finetune-seeds.sh --model mobilenetv2 --weights imagenet --data DIR
#
#   SEEDS  other seeds than 1 2 3
set -eu

zoo=$(dirname "$0")/zoo
results=$(mktemp)
trap 'rm -f "$results"' EXIT

for seed in ${SEEDS:-1 2 3}; do
  result=$("$zoo" finetune --seed "$seed" --json "$@")
  printf '%s\n' "$result"
  printf '%s %s\n' "$seed" "$result" >>"$results"
done

# The test report is the last object of each line; its top1 and count are the only ones of these names.
sed 's/^\([^ ]*\) .*"top1":\([0-9.eE-]*\).*"count":\([0-9]*\).*/\1 \2 \3/' "$results" | awk '
  {
    printf "seed %s: %.1f %% of %d test images\n", $1, 100 * $2, $3
    right += $2 * $3
    images += $3
    mean += $2
  }
  END {
    p = right / images
    z = 1.959964
    centre = (p + z * z / 2 / images) / (1 + z * z / images)
    half = z / (1 + z * z / images) * sqrt(p * (1 - p) / images + z * z / 4 / images / images)
    printf "mean %.1f %%, all together %.1f %% of %d (%.1f to %.1f %% with 95 %% confidence)\n",
      100 * mean / NR, 100 * p, images, 100 * (centre - half), 100 * (centre + half)
  }'
