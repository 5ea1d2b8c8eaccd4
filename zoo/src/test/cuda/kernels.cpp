// Runs our CUDA kernels on the CPU: one block after another, its threads as coroutines of one
// thread of the CPU, which take turns where they wait for each other. kernels.cu holds the sources
// of the kernels, and kernels.inc names them.

#include <setjmp.h>
#include <ucontext.h>

#include "numbers.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>
#include <utility>
#include <vector>

struct Index {
  unsigned x, y, z;
};

static Index threadIdx, blockIdx, gridDim;

struct alignas(16) float4 {
  float x, y, z, w;
};
struct float2 {
  float x, y;
};
struct alignas(4) uchar4 {
  unsigned char x, y, z, w;
};

static float4 make_float4(float x, float y, float z, float w) { return {x, y, z, w}; }
static float2 make_float2(float x, float y) { return {x, y}; }
static uchar4 make_uchar4(unsigned char x, unsigned char y, unsigned char z, unsigned char w) {
  return {x, y, z, w};
}

static float __int_as_float(unsigned bits) {
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static unsigned __float_as_int(float value) {
  unsigned bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

static unsigned long long min(unsigned long long a, unsigned long long b) { return a < b ? a : b; }
static int min(int a, int b) { return a < b ? a : b; }
static int max(int a, int b) { return a > b ? a : b; }

#define __device__
#define __global__
#define __forceinline__ inline
#define __launch_bounds__(threads)
// Blocks run one after another, so that one copy serves all.
#define __shared__ static

static void waitForBlock();
#define __syncthreads() waitForBlock()

#include "kernels.cu"

typedef void (*Start)(void**);

template <class... Parameters, size_t... I>
void unpack(void (*kernel)(Parameters...), void** values, std::index_sequence<I...>) {
  kernel(*static_cast<Parameters*>(values[I])...);
}

template <class... Parameters>
void start(void (*kernel)(Parameters...), void** values) {
  unpack(kernel, values, std::index_sequence_for<Parameters...>());
}

#define ENTRY(name) {#name, [](void** values) { start(name, values); }},
static const std::map<std::string, Start> KERNELS = {
#include "kernels.inc"
};

static const size_t STACK = 1 << 16;
static std::vector<char> stacks(THREADS * STACK);
static ucontext_t contexts[THREADS];
static bool created[THREADS];
// Turns are taken by jumps, as changes of contexts ask the system each time.
static jmp_buf scheduler;
static jmp_buf threads[THREADS];
static bool finished[THREADS];
static unsigned current;
static bool waited;
static Start started;
static void** parameters;

static void yield() {
  if (_setjmp(threads[current]) == 0) _longjmp(scheduler, 1);
}

// A thread of one block after another.
static void runThread() {
  for (;;) {
    started(parameters);
    finished[current] = true;
    yield();
  }
}

static void waitForBlock() {
  waited = true;
  yield();
}

static void resume(unsigned thread) {
  current = thread;
  threadIdx = {thread, 0, 0};
  if (_setjmp(scheduler) != 0) return;
  if (created[thread]) _longjmp(threads[thread], 1);
  created[thread] = true;
  getcontext(&contexts[thread]);
  contexts[thread].uc_stack.ss_sp = stacks.data() + thread * STACK;
  contexts[thread].uc_stack.ss_size = STACK;
  makecontext(&contexts[thread], runThread, 0);
  setcontext(&contexts[thread]);
}

// Where the first thread of a block waits for no other, the others just run.
static void runBlock() {
  waited = false;
  std::fill(finished, finished + THREADS, false);
  resume(0);
  if (!waited) {
    for (unsigned thread = 1; thread < THREADS; thread++) {
      threadIdx = {thread, 0, 0};
      started(parameters);
    }
    return;
  }
  for (unsigned thread = 1; thread < THREADS; thread++) resume(thread);
  while (std::count(finished, finished + THREADS, false) > 0) {
    for (unsigned thread = 0; thread < THREADS; thread++) {
      if (!finished[thread]) resume(thread);
    }
  }
}

extern "C" const void* findKernel(const char* name) {
  auto entry = KERNELS.find(name);
  return entry == KERNELS.end() ? nullptr : reinterpret_cast<const void*>(entry->second);
}

extern "C" void runKernel(
    const void* kernel, unsigned across, unsigned down, unsigned deep, void** values) {
  started = reinterpret_cast<Start>(const_cast<void*>(kernel));
  parameters = values;
  gridDim = {across, down, deep};
  for (unsigned z = 0; z < deep; z++) {
    for (unsigned y = 0; y < down; y++) {
      for (unsigned x = 0; x < across; x++) {
        blockIdx = {x, y, z};
        runBlock();
      }
    }
  }
}
