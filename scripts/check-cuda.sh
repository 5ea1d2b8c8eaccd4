#!/bin/sh
# Packs what checks our layers on a GPU, and runs it where a GPU is: that machine needs an NVIDIA
# driver, CUDA 13 and cuDNN 9 (those of an installed PyTorch will do), but neither Java nor a network.
#
#   scripts/check-cuda.sh --pack DIR
#   DIR/check-cuda.sh --run DIR [check] [train] [memory] [speed]
#
#   scripts/check-cuda.sh --pack-zoo DIR
#   DIR/check-cuda.sh --zoo DIR COMMAND...
#
# --pack-zoo packs the whole program, in pieces of 60 MB: copy any of them at a time. Of the system it
# needs the C and C++ libraries and zlib only; --zoo runs a command of it, such as train.
#
#   check   compares every kernel with the same sums on the CPU, in double precision, and with PyTorch's values
#   train   trains ResNet-18 and MobileNetV2 for 20 steps and compares the losses with stored ones
#   memory  trains for 1,000 steps; the GPU must have as much memory left as before
#   speed   images a second of training and inference of all networks, one of each kind first, beside
#           PyTorch's if python3 has it; the time that is left is shared by the precisions and by the two
#
# Without a word, all of it, in TOTAL seconds at most (360); which networks aren't measured by then is said.
# Libraries are looked for in LD_LIBRARY_PATH, in the nvidia-* wheels of python3 and in /usr/local/cuda.
# Environment: PRECISION ("float32 tf32 bf16", or fp16), MODELS, BATCHES (32,128,256), SECONDS_EACH (0.2),
# TOTAL, and LIMIT, the most seconds of each part and precision.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
precisions=${PRECISION:-float32 tf32 bf16}
batches=${BATCHES:-32,128,256}
each=${SECONDS_EACH:-0.2}
end=$(($(date +%s) + ${TOTAL:-360}))
most_kilobytes=60000

fail() {
  printf 'check-cuda: %s\n' "$*" >&2
  exit 2
}

# The jar of the class path whose name starts with $1 and goes on with a version, or ends in $2.
jar() {
  tr ':' '\n' <"$paths" | grep -E "/$1-[0-9][^/]*$2\.jar\$" | grep -v -E "${3:-^$}" | head -n 1
}

pack() {
  root=$(cd "$here/.." && pwd)
  mkdir -p "$1"
  target=$(cd "$1" && pwd)
  cd "$root"
  ./mvnw -q -B -Dquick -DskipTests -Pcuda-system -pl app -am package
  paths=$root/app/target/class-path.txt
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  mkdir "$work/lib"
  cp zoo/target/zoo.jar "$work/lib"
  # Descriptions of networks name classes of ND4J, Deeplearning4j and oneDNN, whose libraries stay here.
  native=linux-x86_64
  for file in "$(jar javacpp '' $native)" "$(jar javacpp $native)" "$(jar cuda '' $native)" \
    "$(jar cuda $native)" "$(jar dnnl '' $native)" "$(jar deeplearning4j-nn '')" "$(jar nd4j-api '')" \
    "$(jar jackson-core '')"; do
    [ -f "$file" ] || fail "the class path in $paths lacks a jar"
    cp "$file" "$work/lib"
  done
  jlink --add-modules java.base,java.logging,java.management,jdk.unsupported \
    --strip-debug --compress=2 --no-header-files --no-man-pages --output "$work/jre"
  cp -r scripts/cuda-losses "$work/losses"
  cp -r zoo/src/test/resources/torch "$work/vectors"
  cp scripts/bench_peer.py scripts/bench_peer_gpu.py "$work"
  tar -czf "$target/pack.tar.gz" -C "$work" .
  cp scripts/check-cuda.sh "$target"
  size=$(du -k "$target/pack.tar.gz" | cut -f 1)
  [ "$size" -le "$most_kilobytes" ] || fail "the pack has $size KB; expected $most_kilobytes at most"
  printf 'check-cuda: %s KB in %s\n' "$size" "$target"
}

# Debian's Java takes these libraries from the system; next to its own it finds them as well.
add_libraries_of_java() {
  for name in javajpeg lcms fontmanager; do
    ldd "$1/lib/lib$name.so" | sed -n 's|.*=> \(/[^ ]*\) .*|\1|p'
  done | sort -u | while read -r library; do
    case $(basename "$library") in
      libc.so* | libm.so* | libz.so* | libdl.so* | librt.so* | libpthread.so* | libstdc++.so* | libgcc_s.so*) ;;
      *) [ -e "$1/lib/$(basename "$library")" ] || cp -L "$library" "$1/lib" ;;
    esac
  done
}

pack_zoo() {
  root=$(cd "$here/.." && pwd)
  mkdir -p "$1"
  target=$(cd "$1" && pwd)
  cd "$root"
  ./mvnw -q -B -Dquick -DskipTests -Pcuda-system -pl app -am package
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  mkdir -p "$work/zoo/lib"
  # ND4J's libraries for newer CPUs are the largest files, and the GPU doesn't need them.
  tr ':' '\n' <app/target/class-path.txt | grep -v 'onednn-avx' | while read -r file; do
    cp "$file" "$work/zoo/lib"
  done
  cp app/target/app.jar "$work/zoo/lib"
  jlink --add-modules java.se,jdk.unsupported,jdk.httpserver,jdk.zipfs,jdk.management,jdk.crypto.ec \
    --strip-debug --compress=0 --no-header-files --no-man-pages --output "$work/zoo/jre"
  add_libraries_of_java "$work/zoo/jre"
  rm -f "$target"/zoo.tar.xz.*
  tar -c -C "$work" zoo | xz -T0 -4 | split -b 60M - "$target/zoo.tar.xz."
  cp scripts/check-cuda.sh "$target"
  printf 'check-cuda: %s pieces in %s\n' "$(find "$target" -name 'zoo.tar.xz.*' | wc -l)" "$target"
}

unpack_zoo() {
  stale=
  [ -d "$1/zoo/jre" ] || stale=yes
  for piece in "$1"/zoo.tar.xz.*; do
    [ ! -e "$piece" ] || [ "$1/zoo.done" -nt "$piece" ] || stale=yes
  done
  [ -n "$stale" ] || return 0
  [ -e "$1/zoo.tar.xz.aa" ] || fail "there is no $1/zoo.tar.xz.aa; copy all pieces that --pack-zoo made"
  rm -rf "$1/zoo" "$1/zoo.done"
  if command -v xz >/dev/null; then
    cat "$1"/zoo.tar.xz.* | xz -dc | tar -x -C "$1"
  else
    cat "$1"/zoo.tar.xz.* | python3 -c 'import sys, tarfile
tarfile.open(fileobj=sys.stdin.buffer, mode="r|xz").extractall(sys.argv[1])' "$1"
  fi
  touch "$1/zoo.done"
}

zoo() {
  base=$(cd "$1" && pwd)
  shift
  # Where there is no GPU, the program says so itself.
  (find_libraries) >/dev/null 2>&1 && find_libraries >&2
  unpack_zoo "$base"
  # shellcheck disable=SC2086 # JAVA_FLAGS are several words.
  exec "$base/zoo/jre/bin/java" -Xmx6g -Djava.awt.headless=true -Dorg.bytedeco.javacpp.logger=slf4j \
    -Dorg.bytedeco.javacpp.cachedir="$base/zoo/cache" -Dorg.bytedeco.javacpp.maxbytes=0 \
    -Dorg.bytedeco.javacpp.maxphysicalbytes=0 ${JAVA_FLAGS:-} -cp "$base/zoo/lib/*" org.dl4jzoo.app.Main "$@"
}

# Folders that may hold NVIDIA's libraries, one a line.
folders() {
  printf '%s\n' "${LD_LIBRARY_PATH:-}" | tr ':' '\n'
  python3 - 2>/dev/null <<'PYTHON' || true
import glob, site, sys
for folder in dict.fromkeys(sys.path + site.getsitepackages() + [site.getusersitepackages()]):
    print(*sorted(glob.glob(folder + "/nvidia/*/lib")), sep="\n")
PYTHON
  printf '%s\n' /usr/local/cuda/lib64 /usr/local/cuda-13*/lib64
  ldconfig -p 2>/dev/null | sed -n 's|.*=> \(.*\)/lib[^/]*$|\1|p' | sort -u
}

# Sets LD_LIBRARY_PATH to where the libraries are, and says where that is.
find_libraries() {
  found=
  all_folders=$(folders)
  for library in libcudart.so.13 libcublas.so.13 libcudnn.so.9 libnvrtc.so.13 libcuda.so.1; do
    place=
    for folder in $all_folders; do
      if [ -e "$folder/$library" ]; then
        place=$folder
        break
      fi
    done
    [ -n "$place" ] || case $library in
      libcuda.so.1) fail "no NVIDIA driver: there is no libcuda.so.1; install driver 580 or later" ;;
      *) fail "$library is missing; install CUDA 13 and cuDNN 9, or give LD_LIBRARY_PATH" ;;
    esac
    printf '%s: %s\n' "$library" "$place"
    # The loader looks for the driver itself.
    [ "$library" = libcuda.so.1 ] || found=$found${found:+:}$place
  done
  export LD_LIBRARY_PATH="$found${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
}

unpack() {
  home=$1/unpacked
  [ "$home.done" -nt "$1/pack.tar.gz" ] && return
  rm -rf "$home"
  mkdir -p "$home"
  tar -xzf "$1/pack.tar.gz" -C "$home"
  touch "$home.done"
}

seconds_left() {
  echo $((end - $(date +%s)))
}

# Runs a command for at most $1 seconds, or LIMIT, or as long as the total allows; 124 if that was too short.
limited() {
  limit=${LIMIT:-$1}
  shift
  left=$(seconds_left)
  [ "$left" -gt 0 ] || { out_of_time && return 124; }
  [ "$limit" -le "$left" ] || limit=$left
  code=0
  timeout "$limit" "$@" || code=$?
  [ "$code" -ne 124 ] || out_of_time
  return "$code"
}

out_of_time() {
  printf 'out of time: the rest of it was not done; give TOTAL or LIMIT more seconds\n'
}

# The same of a class of the pack.
java_limited() {
  seconds=$1
  shift
  limited "$seconds" "$home/jre/bin/java" -Xmx6g -Dorg.bytedeco.javacpp.cachedir="$home/cache" \
    -Dorg.bytedeco.javacpp.maxbytes=0 -Dorg.bytedeco.javacpp.maxphysicalbytes=0 \
    -cp "$home/lib/*" "$@"
}

trials() {
  limit_of_part=$1
  shift
  java_limited "$limit_of_part" org.dl4jzoo.zoo.device.trial.Trials "$precision" "$@"
}

# What speed doesn't come to is no failure.
measure() {
  code=0
  "$@" || code=$?
  [ "$code" -ne 124 ] || printf 'networks without a line above were not measured\n'
  [ "$code" -eq 0 ] || [ "$code" -eq 124 ]
}

speed() {
  models=${MODELS:-lenet5 alexnet vgg16 googlenet-bn resnet18 resnet50 densenet121 mobilenetv2 googlenet \
    resnet34 resnet101 resnet152 wide-resnet50-2 resnext50-32x4d densenet169 densenet201 \
    vgg11 vgg13 vgg19 vgg11-bn vgg13-bn vgg16-bn vgg19-bn}
  if python3 -c 'import torchvision' 2>/dev/null; then peers=1; else peers=0; fi
  share=$(($(seconds_left) / (precisions_left * (1 + peers))))
  # A network that was begun may take some seconds more. Names of networks have no blanks.
  # shellcheck disable=SC2086
  measure trials "$share" speed "$each" "$batches" "$(begun_within "$share")" $models || return 1
  if [ "$peers" -eq 0 ]; then
    echo 'no PyTorch in python3 to compare with'
    return 0
  fi
  share=$(($(seconds_left) / (2 * precisions_left - 1)))
  # shellcheck disable=SC2086
  measure limited "$share" python3 -u "$home/bench_peer_gpu.py" \
    --batches "$batches" --seconds "$each" --precisions "$precision" --limit "$(begun_within "$share")" $models
}

# The seconds of a limit in which networks are begun, so that the last of them may end.
begun_within() {
  limit=${LIMIT:-$1}
  echo $((limit * 3 / 4))
}

part() {
  wrong=
  precisions_left=$(printf '%s\n' "$precisions" | wc -w)
  for precision in $precisions; do
    printf '== %s, %s\n' "$1" "$precision"
    part_of_precision "$1" || wrong=yes
    precisions_left=$((precisions_left - 1))
  done
  [ -z "$wrong" ]
}

part_of_precision() {
  # shellcheck disable=SC2086
  case $1 in
    check) java_limited 120 org.dl4jzoo.zoo.device.trial.DeviceCheck "$precision" "$home/vectors" ;;
    kernels) java_limited 120 org.dl4jzoo.zoo.device.trial.DeviceCheck "$precision" "$home/vectors" speed ;;
    train) trials 60 train "$home/losses" ${MODELS:-resnet18 mobilenetv2} ;;
    memory) trials 60 memory 1000 ${MODELS:-resnet18} ;;
    speed) speed ;;
    *) fail "there is no part $1; expected check, train, memory or speed" ;;
  esac
}

run() {
  base=$(cd "$1" && pwd)
  shift
  [ $# -gt 0 ] || set -- check train memory speed
  nvidia-smi --query-gpu=name,driver_version,memory.total,compute_cap --format=csv,noheader \
    2>/dev/null || echo 'no nvidia-smi'
  find_libraries
  unpack "$base"
  failed=
  for word in "$@"; do
    part "$word" || failed="$failed $word"
  done
  [ -z "$failed" ] || fail "failed:$failed"
}

case ${1:-} in
  --pack) [ $# -eq 2 ] || fail 'expected --pack DIR' && pack "$2" ;;
  --run) [ $# -ge 2 ] || fail 'expected --run DIR [PART...]' && shift && run "$@" ;;
  --pack-zoo) [ $# -eq 2 ] || fail 'expected --pack-zoo DIR' && pack_zoo "$2" ;;
  --zoo) [ $# -ge 3 ] || fail 'expected --zoo DIR COMMAND...' && shift && zoo "$@" ;;
  *) fail 'expected --pack DIR, --run DIR, --pack-zoo DIR or --zoo DIR' ;;
esac
