#!/bin/sh
# Speed, latency and memory of this project beside other libraries', on the same networks, images, batch and
# threads. They take turns, process by process, so that a slower minute of the machine meets all.
#
#   scripts/bench-peer.sh [--peer pytorch,onnxruntime,djl] [--models "resnet18 vgg16"] [--modes "train infer"]
#                         [--batch-size "1 8 32"] [--precision float32|int8] [--neighbours N]
#                         [--variants "nchw frozen"] [--rounds 3] [--seconds 8] [--stock yes|no] [--results FILE]
#
# Without --peer it is pytorch alone. ONNX Runtime and DJL (with PyTorch 2.7's natives) run on Java, come
# from Maven Central at the first use, and measure inference only; their networks are exported by PyTorch.
# Without --batch-size it is 32, and 16 for vgg16 and densenet121. --precision int8 sets our quantized networks beside
# the same ones of ONNX Runtime, in the form that its own tool writes, QDQ (bench_peer_int8.py). --neighbours starts as many
# endless loops beside each measurement.
#
# PyTorch has variants: nchw and channels-last, and in inference frozen and frozen-channels-last, which are
# TorchScript optimised for inference. After the first round those that were slower by more than a seventh
# are left out; --variants names those to measure in every round instead. --stock yes measures Deeplearning4j's own layers
# too, once, on batches of 8: they are slow and take much memory. Results are written as they come; with a
# --results file that has some already, they are added to.
# On two cores, all seven networks take about 40 minutes with PyTorch. Java compiles what runs often: with less
# than 8 seconds, half of them to warm up, it is not done yet with small networks.
#
# PyTorch is Debian's: apt-get install python3-torch python3-torchvision libopenblas0-openmp
# PYTHON names another Python; OMP_NUM_THREADS another number of threads than there are processors.
set -eu

say() { printf 'bench-peer: %s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 2
}

here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-/usr/bin/python3}
threads=${OMP_NUM_THREADS:-$(nproc)}
peers=pytorch
models='lenet5 alexnet vgg16 googlenet-bn resnet18 densenet121 mobilenetv2'
modes='train infer'
batch_sizes=
precision=float32
neighbours=0
asked_variants=
rounds=3
seconds=8
stock=no
results=

while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || fail "$1 needs a value"
  case $1 in
    --peer) peers=$(echo "$2" | tr , ' ') ;;
    --models) models=$2 ;;
    --modes) modes=$2 ;;
    --batch-size) batch_sizes=$2 ;;
    --precision) precision=$2 ;;
    --neighbours) neighbours=$2 ;;
    --variants) asked_variants=$2 ;;
    --rounds) rounds=$2 ;;
    --seconds) seconds=$2 ;;
    --stock) stock=$2 ;;
    --results) results=$2 ;;
    *) fail "unknown flag $1" ;;
  esac
  shift 2
done

# numbers FLAG LEAST VALUE...: whole numbers of at least LEAST.
numbers() {
  flag=$1
  least=$2
  shift 2
  for value in "$@"; do
    case $value in
      '' | *[!0-9]*) fail "$flag expects whole numbers of at least $least; got $value" ;;
    esac
    [ "$value" -ge "$least" ] || fail "$flag expects whole numbers of at least $least; got $value"
  done
}

[ -n "$(echo $peers)" ] || fail "--peer expects pytorch, onnxruntime, djl or several with commas between; got nothing"
for peer in $peers; do
  case $peer in
    pytorch | onnxruntime | djl) ;;
    *) fail "--peer expects pytorch, onnxruntime, djl or several with commas between; got $peer" ;;
  esac
done
for mode in $modes; do
  case $mode in
    train | infer) ;;
    *) fail "--modes expects train, infer or both; got $mode" ;;
  esac
done
for variant in $asked_variants; do
  case $variant in
    nchw | channels-last) ;;
    frozen | frozen-channels-last) [ "$modes" = infer ] || fail "--variants $variant is of inference; got --modes $modes" ;;
    *) fail "--variants expects nchw, channels-last, frozen and frozen-channels-last; got $variant" ;;
  esac
done
case $precision in
  float32) ;;
  int8)
    [ "$peers" = onnxruntime ] || fail "--precision int8 is measured beside --peer onnxruntime alone; got $peers"
    [ "$modes" = infer ] || fail "--precision int8 is of --modes infer; got $modes"
    [ "$stock" = no ] || fail "--precision int8 has no --stock yes: Deeplearning4j has no layers of integers"
    "$python" -c 'import onnx' 2>/dev/null || fail "$python has no onnx: apt-get install python3-onnx"
    ;;
  *) fail "--precision expects float32 or int8; got $precision" ;;
esac
case $stock in yes | no) ;; *) fail "--stock expects yes or no; got $stock" ;; esac
# shellcheck disable=SC2086  # a list
numbers --batch-size 1 $batch_sizes
numbers --neighbours 0 "$neighbours"
numbers --rounds 1 "$rounds"
numbers --seconds 1 "$seconds"

"$python" -c 'import torch, torchvision' 2>/dev/null ||
  fail "$python has no PyTorch: apt-get install python3-torch python3-torchvision libopenblas0-openmp, or set PYTHON"
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
case " $modes " in
  *' train '*) [ "$peers" = pytorch ] || say 'training is measured beside PyTorch alone' ;;
esac

work=$(mktemp -d)
[ -n "$results" ] || results=$(mktemp)
touch "$results"
export OMP_NUM_THREADS="$threads"

# --- neighbours --------------------------------------------------------------------------------

busy=

# Each ends by itself once this script has, however that came.
start_neighbours() {
  for _ in $(seq "$neighbours"); do
    sh -c 'while kill -0 "$1" 2>/dev/null; do i=0; while [ $i -lt 300000 ]; do i=$((i + 1)); done; done' busy $$ &
    busy="$busy $!"
  done
}

stop_neighbours() {
  for process in $busy; do
    kill "$process" 2>/dev/null || true
    wait "$process" 2>/dev/null || true
  done
  busy=
}

trap 'stop_neighbours; rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# --- measurements --------------------------------------------------------------------------------

# measure NAME COMMAND...: adds the line that the command prints. A failure, for example for want of memory,
# costs its row only.
measure() {
  name=$1
  shift
  start_neighbours
  if timeout --foreground 300 "$@" >"$work/line"; then
    sed "s/^{/{\"neighbours\":$neighbours,\"numbers\":\"$precision\",/" "$work/line" >>"$results"
  else
    say "failed: $name"
  fi
  stop_neighbours
}

ours() {
  measure "zoo bench $*" "$here/zoo" bench "$@" --precision "$precision" --classes 5 --seconds "$seconds" --json
}

# pytorch MODEL MODE BATCH: each variant that may be the fastest.
pytorch() {
  case ${asked_variants:+asked}$round$2 in
    asked*) variants=$asked_variants ;;
    1train) variants='nchw channels-last' ;;
    1infer) variants='nchw channels-last frozen frozen-channels-last' ;;
    *)
      variants=$("$python" "$here/bench_peer_table.py" variants "$results" --model "$1" --mode "$2" --batch-size "$3" \
        --neighbours "$neighbours")
      ;;
  esac
  for variant in $variants; do
    measure "PyTorch $variant $*" "$python" "$here/bench_peer.py" run --model "$1" --mode "$2" --batch-size "$3" \
      --variant "$variant" --threads "$threads" --seconds "$seconds"
  done
}

# on_java PEER MODEL BATCH: a peer that runs on Java, with the garbage collector that zoo has for inference.
on_java() {
  case $1 in
    onnxruntime) format=onnx class=OnnxRuntimeBench ;;
    djl) format=torchscript class=DjlBench ;;
  esac
  [ "$precision" = float32 ] || format=onnx-$precision
  network=$work/$2.$format
  if [ ! -f "$network" ]; then
    "$python" "$here/bench_peer.py" export --model "$2" --format $format "$network" >"$work/export" 2>&1 ||
      fail "$2 cannot be exported as $format: $(tail -n 1 "$work/export")"
  fi
  # shellcheck disable=SC2046  # two numbers
  set -- "$1" "$2" "$3" $("$python" "$here/bench_peer.py" size --model "$2")
  measure "$1 $2 $3" env DJL_OFFLINE=true "$java" -Xmn16m -XX:+UseSerialGC ${PEER_JAVA_OPTS:-} \
    -cp "$work/$1:$(cat "$work/$1.class-path")" $class "$network" "$2" "$3" "$4" "$5" "$threads" "$seconds"
}

# Fetches a peer, and compiles what measures it: run as a source file it would have the compiler in memory.
prepare() {
  case $1 in
    onnxruntime) class=OnnxRuntimeBench ;;
    djl) class=DjlBench ;;
  esac
  goal=org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath
  (
    cd "$here/.."
    for online in -o ''; do
      # shellcheck disable=SC2086  # no argument where it is empty
      ./mvnw $online -q -B -ntp -f "scripts/peers/$1.xml" $goal "-Dmdep.outputFile=$work/$1.class-path" >"$work/maven" 2>&1 && exit
      [ -z "$online" ] || say "fetching $1 from Maven Central, unless it is there"
    done
    exit 1
  ) || fail "$1 cannot be fetched from Maven Central: $(grep -m 1 ERROR "$work/maven")"
  "${java}c" -d "$work/$1" -cp "$(cat "$work/$1.class-path")" "$here/peers/Measurement.java" "$here/peers/$class.java" ||
    fail "$1 cannot be compiled by ${java}c"
}

batch_sizes_of() {
  if [ -n "$batch_sizes" ]; then
    echo "$batch_sizes"
    return
  fi
  case $1 in
    vgg16 | densenet121) echo 16 ;;
    *) echo 32 ;;
  esac
}

for peer in $peers; do
  [ "$peer" = pytorch ] || prepare "$peer"
done

for round in $(seq "$rounds"); do
  for model in $models; do
    for mode in $modes; do
      for size in $(batch_sizes_of "$model"); do
        say "$(date +%T) round $round of $rounds: $model $mode, batch $size"
        ours --model "$model" --mode "$mode" --batch-size "$size"
        for peer in $peers; do
          case $peer$mode in
            pytorch*) pytorch "$model" "$mode" "$size" ;;
            *infer) on_java "$peer" "$model" "$size" ;;
          esac
        done
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
"$python" "$here/bench_peer_table.py" table "$results"
