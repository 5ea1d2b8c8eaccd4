// Stand-ins for the calls of CUDA's runtime and driver that we make, which compute on the CPU and
// refuse what the real ones refuse: memory that was not allocated, grids that are too large, and
// what a stream that is captured can't do. There are two GPUs; what belongs to one is refused where
// the other is the thread's, as the real calls do. Nothing is captured where EMULATED_CUDNN says
// "graphs", and how many graphs were launched is printed in the end. A stream works as late as it may, when somebody waits for
// it: who doesn't wait for what he needs gets something else.

#include <array>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include "runtime.h"

extern "C" const void* findKernel(const char* name);
extern "C" void runKernel(const void*, unsigned, unsigned, unsigned, void**);

namespace {

const int GPUS = 2;
const size_t MEMORY = size_t(4) << 30;
const int ARGUMENTS = 32;

struct Allocation {
  size_t bytes;
  int device;
};

struct Function {
  const void* kernel;
  int device;
};

std::map<char*, Allocation> allocations;
size_t used[GPUS];
std::set<int> peers;
thread_local int device = 0;

struct Graph {
  std::vector<Work> nodes;
};

struct Stream : Owned {
  std::deque<Work> queue;
  long asked = 0, done = 0;
  std::unique_ptr<Graph> captured;
  bool invalidated = false;
};

struct Event : Owned {
  Stream* stream = nullptr;
  long position = 0;
};

std::set<Stream*> streams;

struct Launches {
  int graphs = 0;
  ~Launches() {
    if (graphs > 0) fprintf(stderr, "graphs launched: %d\n", graphs);
  }
} launches;

void runUntil(Stream* stream, long position) {
  while (stream->done < position) {
    Work work = std::move(stream->queue.front());
    stream->queue.pop_front();
    stream->done++;
    work();
  }
}

void runAll() {
  for (Stream* stream : streams) runUntil(stream, stream->asked);
}

// What no capture allows, on any stream of the thread; it spoils the capture.
bool spoilsCapture() {
  bool spoils = false;
  for (Stream* stream : streams) {
    if (!stream->captured) continue;
    stream->invalidated = true;
    spoils = true;
  }
  return spoils;
}

bool allocatedOn(int gpu, const void* address, size_t bytes) {
  char* start = static_cast<char*>(const_cast<void*>(address));
  auto next = allocations.upper_bound(start);
  if (next == allocations.begin()) return false;
  --next;
  return start + bytes <= next->first + next->second.bytes && next->second.device == gpu;
}

}  // namespace

int current() { return device; }

bool allocated(const void* address, size_t bytes) { return allocatedOn(device, address, bytes); }

int enqueue(void* at, Work work) {
  Stream* stream = static_cast<Stream*>(at);
  if (!streams.count(stream) || !mine(stream)) return CUDA_ERROR_INVALID_HANDLE;
  if (stream->captured) {
    stream->captured->nodes.push_back(std::move(work));
  } else {
    stream->queue.push_back(std::move(work));
    stream->asked++;
  }
  return OK;
}

extern "C" {

int cudaSetDevice(int number) {
  if (number < 0 || number >= GPUS) return CUDA_ERROR_INVALID_DEVICE;
  device = number;
  return OK;
}
int cudaGetLastError() { return OK; }
const char* cudaGetErrorName(int) { return "cudaErrorEmulated"; }
const char* cudaGetErrorString(int) { return "the emulation refused it"; }

// Compute capability 9.0 and, to keep grids small, 4 multiprocessors.
int cudaDeviceGetAttribute(int* value, int attribute, int) {
  *value = attribute == 75 ? 9 : attribute == 76 ? 0 : attribute == 16 ? 4 : -1;
  return OK;
}

// Content of new memory is no number.
int cudaMalloc(void** address, size_t bytes) {
  if (spoilsCapture()) return CAPTURE_UNSUPPORTED;
  if (used[device] + bytes > MEMORY) return CUDA_ERROR_OUT_OF_MEMORY;
  *address = aligned_alloc(256, (bytes + 255) / 256 * 256);
  memset(*address, 0xff, bytes);
  allocations[static_cast<char*>(*address)] = {bytes, device};
  used[device] += bytes;
  return OK;
}

int cudaFree(void* address) {
  if (spoilsCapture()) return CAPTURE_UNSUPPORTED;
  runAll();
  auto found = allocations.find(static_cast<char*>(address));
  if (found == allocations.end()) return CUDA_ERROR_INVALID_VALUE;
  used[found->second.device] -= found->second.bytes;
  free(address);
  allocations.erase(found);
  return OK;
}

int cudaHostAlloc(void** address, size_t bytes, unsigned) {
  if (spoilsCapture()) return CAPTURE_UNSUPPORTED;
  *address = malloc(bytes);
  return OK;
}

int cudaFreeHost(void* address) {
  runAll();
  free(address);
  return OK;
}

int cudaMemGetInfo(size_t* left, size_t* total) {
  *total = MEMORY;
  *left = MEMORY - used[device];
  return OK;
}

// Kind 1 goes to the device, 2 to the host.
int cudaMemcpyAsync(void* to, const void* from, size_t bytes, int kind, void* stream) {
  if (!allocated(kind == 1 ? to : from, bytes)) return CUDA_ERROR_INVALID_VALUE;
  return enqueue(stream, [=] { memcpy(to, from, bytes); });
}

int cudaDeviceCanAccessPeer(int* can, int, int peer) {
  *can = !unable("peers");
  return peer >= 0 && peer < GPUS ? OK : CUDA_ERROR_INVALID_DEVICE;
}

int cudaDeviceEnablePeerAccess(int peer, unsigned flags) {
  if (unable("peers") || peer == device || flags != 0) return CUDA_ERROR_INVALID_DEVICE;
  return peers.insert(device * GPUS + peer).second ? OK : CUDA_ERROR_PEER_ALREADY;
}

int cudaMemcpyPeerAsync(
    void* to, int toDevice, const void* from, int fromDevice, size_t bytes, void* stream) {
  if (!allocatedOn(toDevice, to, bytes) || !allocatedOn(fromDevice, from, bytes)) {
    return CUDA_ERROR_INVALID_VALUE;
  }
  return enqueue(stream, [=] { memmove(to, from, bytes); });
}

int cudaMemsetAsync(void* address, int value, size_t bytes, void* stream) {
  if (!allocated(address, bytes)) return CUDA_ERROR_INVALID_VALUE;
  return enqueue(stream, [=] { memset(address, value, bytes); });
}

int cudaStreamCreateWithFlags(void** stream, unsigned) {
  Stream* made = new Stream();
  made->device = device;
  streams.insert(made);
  *stream = made;
  return OK;
}
int cudaStreamSynchronize(void* at) {
  if (spoilsCapture()) return CAPTURE_UNSUPPORTED;
  Stream* stream = static_cast<Stream*>(at);
  runUntil(stream, stream->asked);
  return OK;
}
int cudaStreamDestroy(void* at) {
  runAll();
  Stream* stream = static_cast<Stream*>(at);
  streams.erase(stream);
  delete stream;
  return OK;
}

int cudaStreamBeginCapture(void* at, int) {
  Stream* stream = static_cast<Stream*>(at);
  if (stream->captured) return CAPTURE_UNSUPPORTED;
  stream->captured.reset(new Graph());
  stream->invalidated = unable("graphs");
  return OK;
}
int cudaStreamEndCapture(void* at, void** graph) {
  Stream* stream = static_cast<Stream*>(at);
  if (!stream->captured) return CUDA_ERROR_INVALID_VALUE;
  std::unique_ptr<Graph> captured = std::move(stream->captured);
  *graph = nullptr;
  if (stream->invalidated) return CAPTURE_INVALIDATED;
  *graph = captured.release();
  return OK;
}
int cudaGraphInstantiate(void** ready, void* graph, unsigned long long) {
  *ready = new Graph(*static_cast<Graph*>(graph));
  return OK;
}
int cudaGraphLaunch(void* ready, void* stream) {
  launches.graphs++;
  for (const Work& node : static_cast<Graph*>(ready)->nodes) enqueue(stream, node);
  return OK;
}
int cudaGraphDestroy(void* graph) {
  delete static_cast<Graph*>(graph);
  return OK;
}
int cudaGraphExecDestroy(void* ready) { return cudaGraphDestroy(ready); }

int cudaStreamWaitEvent(void* waiting, void* at, unsigned) {
  Event event = *static_cast<Event*>(at);
  if (!event.stream) return OK;
  return enqueue(waiting, [=] { runUntil(event.stream, event.position); });
}

int cudaEventCreateWithFlags(void** event, unsigned) {
  Event* made = new Event();
  made->device = device;
  *event = made;
  return OK;
}
int cudaEventCreate(void** event) { return cudaEventCreateWithFlags(event, 0); }
int cudaEventDestroy(void* event) {
  delete static_cast<Event*>(event);
  return OK;
}
int cudaEventRecord(void* at, void* stream) {
  if (!mine(at) || !mine(stream)) return CUDA_ERROR_INVALID_HANDLE;
  Event* event = static_cast<Event*>(at);
  event->stream = static_cast<Stream*>(stream);
  event->position = event->stream->asked;
  return OK;
}
int cudaEventSynchronize(void* at) {
  if (spoilsCapture()) return CAPTURE_UNSUPPORTED;
  Event* event = static_cast<Event*>(at);
  if (event->stream) runUntil(event->stream, event->position);
  return OK;
}

// Times that favour each route in turn.
int cudaEventElapsedTime(float* milliseconds, void*, void*) {
  static int calls = 0;
  *milliseconds = float(1 + calls++ * 5 % 7);
  return OK;
}

int cuDeviceGetName(char* name, int, int) {
  strcpy(name, "a GPU emulated by the CPU");
  return OK;
}
int cuGetErrorName(int, const char** name) {
  *name = "CUDA_ERROR_EMULATED";
  return OK;
}
int cuGetErrorString(int, const char** text) {
  *text = "the emulation refused it";
  return OK;
}
int cuModuleLoadData(void** module, const void*) {
  *module = new Owned{device};
  return OK;
}
int cuModuleUnload(void* module) {
  delete static_cast<Owned*>(module);
  return OK;
}
// A few bytes for each are never given back.
int cuModuleGetFunction(const void** function, void* module, const char* name) {
  const void* kernel = findKernel(name);
  *function = new Function{kernel, static_cast<Owned*>(module)->device};
  return kernel ? OK : CUDA_ERROR_NOT_FOUND;
}

// Each argument has 8 bytes, and there are as many as ARGUMENTS, of which kernels read the first.
int cuLaunchKernel(
    const Function* function, unsigned across, unsigned down, unsigned deep, unsigned threads,
    unsigned threadsDown, unsigned threadsDeep, unsigned shared, void* stream, void** parameters,
    void** extra) {
  bool grid = across > 0 && across <= 0x7fffffff && down > 0 && down <= 0xffff && deep > 0 &&
              deep <= 0xffff;
  bool block = threads == 256 && threadsDown == 1 && threadsDeep == 1 && shared == 0 && !extra;
  if (!grid || !block) return CUDA_ERROR_INVALID_VALUE;
  if (function->device != device) return CUDA_ERROR_INVALID_HANDLE;
  const void* kernel = function->kernel;
  std::array<uint64_t, ARGUMENTS> values;
  for (int i = 0; i < ARGUMENTS; i++) memcpy(&values[i], parameters[i], sizeof values[i]);
  return enqueue(stream, [=]() mutable {
    void* arguments[ARGUMENTS];
    for (int i = 0; i < ARGUMENTS; i++) arguments[i] = &values[i];
    runKernel(kernel, across, down, deep, arguments);
  });
}

}
