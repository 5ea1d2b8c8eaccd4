#!/bin/sh
# Compiles our CUDA kernels and stand-ins for CUDA's libraries for the CPU, as one library that a program
# takes for all of CUDA:
#
#   zoo/src/test/cuda/build.sh DIR [FLOAT32|BFLOAT16|FLOAT16]
#   LD_PRELOAD=DIR/libemulated.so LD_LIBRARY_PATH=DIR java ...
set -eu

here=$(cd "$(dirname "$0")" && pwd)
main=$here/../../main
mkdir -p "$1"
folder=$(cd "$1" && pwd)

# The sources in the order in which NVRTC gets them.
sed -n 's/.*"\(.*\.cu\)",\{0,1\}.*/\1/p' "$main/java/org/dl4jzoo/zoo/device/cuda/NvrtcProgram.java" |
  grep -v '^kernels.cu$' | while read -r file; do
  printf '#line 1 "%s"\n' "$file"
  cat "$main/resources/org/dl4jzoo/zoo/device/cuda/$file"
done >"$folder/kernels.cu"

# Their kernels' names: BOTH and BACK_WEIGHTS define two each.
sed -n \
  -e 's/^KERNEL \([A-Za-z0-9_]*\)(.*/ENTRY(\1)/p' \
  -e 's/^BOTH(\([A-Za-z0-9_]*\),.*/ENTRY(\11)\nENTRY(\14)/p' \
  -e 's/^BACK_WEIGHTS(\([0-9]\)).*/ENTRY(depthwiseBackWeights\1x1)\nENTRY(depthwiseBackWeights\1x4)/p' \
  "$folder/kernels.cu" >"$folder/kernels.inc"

# Checked jumps would take those from one thread of a block to another for mistakes.
g++ -U_FORTIFY_SOURCE "-DMAPS=${2:-FLOAT32}" -O2 -std=c++17 -shared -fPIC -w "-I$folder" -o "$folder/libemulated.so" \
  "$here/kernels.cpp" "$here/runtime.cpp" "$here/libraries.cpp" "$here/machine.cpp"

# What the natives of CUDA's presets ask for by name.
for name in libcuda.so.1 libcudart.so.13 libcublas.so.13 libcublasLt.so.13 libcudnn.so.9 libcudnn_cnn.so.9 \
  libcudnn_adv.so.9 libcudnn_ops.so.9 libcudnn_graph.so.9 libnvrtc.so.13; do
  ln -sf libemulated.so "$folder/$name"
done
