// Stand-ins for the calls of CUDA, cuBLAS, cuDNN and NVRTC that we make, which compute on the CPU at
// once and refuse what the real ones refuse: memory that was not allocated, shapes that contradict
// each other, grids that are too large. There are two GPUs; what belongs to one is refused where the
// other is the thread's, as the real calls do. EMULATED_CUDNN says what can't be done: by cuDNN in the
// words "channels-last", "heuristics", "fused" and "dense" of convolutions, and "peers", which is to
// read the other GPU's memory.

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <map>
#include <set>
#include <vector>

extern "C" const void* findKernel(const char* name);
extern "C" void runKernel(const void*, unsigned, unsigned, unsigned, void**);

namespace {

enum { OK = 0, CUDA_ERROR_INVALID_VALUE = 1, CUDA_ERROR_OUT_OF_MEMORY = 2, CUDA_ERROR_NOT_FOUND = 500 };
enum { CUDA_ERROR_INVALID_DEVICE = 101, CUDA_ERROR_INVALID_HANDLE = 400, CUDA_ERROR_PEER_ALREADY = 704 };
enum { CUDNN_BAD_PARAM = 2000, CUDNN_NOT_SUPPORTED = 3000, CUBLAS_INVALID_VALUE = 7 };
enum { NCHW = 0, NHWC = 1 };

const int GPUS = 2;
const size_t MEMORY = size_t(4) << 30;

struct Allocation {
  size_t bytes;
  int device;
};

// A stream, an event or a module.
struct Owned {
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

// Whether all bytes lie in one allocation of a GPU.
bool allocated(const void* address, size_t bytes, int on) {
  char* start = static_cast<char*>(const_cast<void*>(address));
  auto next = allocations.upper_bound(start);
  if (next == allocations.begin()) return false;
  --next;
  return start + bytes <= next->first + next->second.bytes && next->second.device == on;
}

bool allocated(const void* address, size_t bytes) { return allocated(address, bytes, device); }

bool mine(const void* owned) { return static_cast<const Owned*>(owned)->device == device; }

bool unable(const char* what) {
  const char* words = getenv("EMULATED_CUDNN");
  return words && strstr(words, what);
}

struct Tensor {
  int format, n, c, h, w;

  long at(long image, long channel, long row, long column) const {
    return format == NHWC ? ((image * h + row) * w + column) * c + channel
                          : ((image * c + channel) * h + row) * w + column;
  }
  size_t values() const { return size_t(n) * c * h * w; }
  bool holds(const void* address) const { return allocated(address, values() * sizeof(float)); }
};

struct Convolution {
  int padHeight, padWidth, strideHeight, strideWidth, groups, mathType;
};

struct Activation {
  int mode;
};

struct Answer {
  int algorithm, status;
  float time;
  size_t memory;
  int determinism, mathType, reserved[3];
};

int outputSize(int size, int pad, int kernel, int stride) {
  return (size + 2 * pad - kernel) / stride + 1;
}

// x, weights and y of a convolution must be in one format, and of sizes that belong together.
int check(const Tensor* x, const Tensor* w, const Convolution* c, const Tensor* y) {
  if (x->format != w->format || x->format != y->format) return CUDNN_NOT_SUPPORTED;
  if (x->format == NHWC && unable("channels-last")) return CUDNN_NOT_SUPPORTED;
  if (c->groups == 1 && unable("dense")) return CUDNN_NOT_SUPPORTED;
  bool sizes = y->h == outputSize(x->h, c->padHeight, w->h, c->strideHeight) &&
               y->w == outputSize(x->w, c->padWidth, w->w, c->strideWidth) && y->n == x->n;
  bool channels = w->n == y->c && w->c * c->groups == x->c;
  return sizes && channels ? OK : CUDNN_BAD_PARAM;
}

// The first algorithm works, and the third too, but not always alike.
int answer(int status, int most, int* count, Answer* answers) {
  if (unable("heuristics")) return CUDNN_BAD_PARAM;
  for (int i = 0; i < most; i++) {
    int works = status ? status : i == 0 || i == 2 ? OK : CUDNN_NOT_SUPPORTED;
    answers[i] = {most - 1 - i, works, 0.1f, 1000, i != 2, 3, {}};
  }
  *count = most;
  return OK;
}

// Calls work(index in x, in w, in y) for each product of a convolution.
template <class Work>
void products(const Tensor* x, const Tensor* w, const Convolution* c, const Tensor* y, Work work) {
  for (int n = 0; n < y->n; n++)
    for (int out = 0; out < y->c; out++)
      for (int row = 0; row < y->h; row++)
        for (int column = 0; column < y->w; column++) {
          long to = y->at(n, out, row, column);
          int firstChannel = out / (y->c / c->groups) * w->c;
          for (int ky = 0; ky < w->h; ky++)
            for (int kx = 0; kx < w->w; kx++) {
              int h = row * c->strideHeight + ky - c->padHeight;
              int v = column * c->strideWidth + kx - c->padWidth;
              if (h < 0 || v < 0 || h >= x->h || v >= x->w) continue;
              for (int in = 0; in < w->c; in++) {
                work(x->at(n, firstChannel + in, h, v), w->at(out, in, ky, kx), to);
              }
            }
        }
}

void blend(const std::vector<double>& sums, float alpha, float beta, float* result) {
  for (size_t i = 0; i < sums.size(); i++) {
    result[i] = float(alpha * sums[i] + (beta == 0 ? 0 : beta * result[i]));
  }
}

}  // namespace

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
  if (used[device] + bytes > MEMORY) return CUDA_ERROR_OUT_OF_MEMORY;
  *address = aligned_alloc(256, (bytes + 255) / 256 * 256);
  memset(*address, 0xff, bytes);
  allocations[static_cast<char*>(*address)] = {bytes, device};
  used[device] += bytes;
  return OK;
}

int cudaFree(void* address) {
  auto found = allocations.find(static_cast<char*>(address));
  if (found == allocations.end()) return CUDA_ERROR_INVALID_VALUE;
  used[found->second.device] -= found->second.bytes;
  free(address);
  allocations.erase(found);
  return OK;
}

int cudaHostAlloc(void** address, size_t bytes, unsigned) {
  *address = malloc(bytes);
  return OK;
}

int cudaFreeHost(void* address) {
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
  if (!mine(stream)) return CUDA_ERROR_INVALID_HANDLE;
  if (!allocated(kind == 1 ? to : from, bytes)) return CUDA_ERROR_INVALID_VALUE;
  memcpy(to, from, bytes);
  return OK;
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
  if (!mine(stream)) return CUDA_ERROR_INVALID_HANDLE;
  if (!allocated(to, bytes, toDevice) || !allocated(from, bytes, fromDevice)) {
    return CUDA_ERROR_INVALID_VALUE;
  }
  memmove(to, from, bytes);
  return OK;
}

int cudaMemsetAsync(void* address, int value, size_t bytes, void* stream) {
  if (!mine(stream)) return CUDA_ERROR_INVALID_HANDLE;
  if (!allocated(address, bytes)) return CUDA_ERROR_INVALID_VALUE;
  memset(address, value, bytes);
  return OK;
}

int cudaStreamCreateWithFlags(void** stream, unsigned) {
  *stream = new Owned{device};
  return OK;
}
int cudaStreamWaitEvent(void* stream, void*, unsigned) {
  return mine(stream) ? OK : CUDA_ERROR_INVALID_HANDLE;
}
int cudaStreamSynchronize(void*) { return OK; }
int cudaStreamDestroy(void* stream) {
  delete static_cast<Owned*>(stream);
  return OK;
}
int cudaEventCreate(void** event) {
  *event = new Owned{device};
  return OK;
}
int cudaEventDestroy(void* event) {
  delete static_cast<Owned*>(event);
  return OK;
}
int cudaEventRecord(void* event, void* stream) {
  return mine(event) && mine(stream) ? OK : CUDA_ERROR_INVALID_HANDLE;
}
int cudaEventSynchronize(void*) { return OK; }

// Times that favour each route in turn.
int cudaEventElapsedTime(float* milliseconds, void*, void*) {
  static int calls = 0;
  *milliseconds = float(1 + calls++ * 5 % 7);
  return OK;
}

int cudaDriverGetVersion(int* version) {
  *version = 13000;
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

int cuLaunchKernel(
    const Function* function, unsigned across, unsigned down, unsigned deep, unsigned threads,
    unsigned threadsDown, unsigned threadsDeep, unsigned shared, void* stream, void** parameters,
    void** extra) {
  bool grid = across > 0 && across <= 0x7fffffff && down > 0 && down <= 0xffff && deep > 0 &&
              deep <= 0xffff;
  bool block = threads == 256 && threadsDown == 1 && threadsDeep == 1 && shared == 0 && !extra;
  if (!grid || !block) return CUDA_ERROR_INVALID_VALUE;
  if (!mine(stream) || function->device != device) return CUDA_ERROR_INVALID_HANDLE;
  runKernel(function->kernel, across, down, deep, parameters);
  return OK;
}

const char* nvrtcGetErrorString(int) { return "NVRTC_ERROR_EMULATED"; }
int nvrtcGetNumSupportedArchs(int* count) {
  *count = 2;
  return OK;
}
int nvrtcGetSupportedArchs(int* all) {
  all[0] = 75;
  all[1] = 90;
  return OK;
}
int nvrtcCreateProgram(void** program, const char*, const char*, int, const char**, const char**) {
  *program = malloc(1);
  return OK;
}
int nvrtcDestroyProgram(void** program) {
  free(*program);
  return OK;
}
int nvrtcCompileProgram(void*, int count, const char** options) {
  return count == 2 && !strcmp(options[0], "--gpu-architecture=sm_90") ? OK : 5;
}
int nvrtcGetProgramLogSize(void*, size_t* size) {
  *size = 1;
  return OK;
}
int nvrtcGetProgramLog(void*, char* log) {
  *log = 0;
  return OK;
}
int nvrtcGetCUBINSize(void*, size_t* size) {
  *size = 4;
  return OK;
}
int nvrtcGetCUBIN(void*, char* cubin) {
  memcpy(cubin, "none", 4);
  return OK;
}

int cublasCreate_v2(void** handle) {
  *handle = new Owned{device};
  return OK;
}
int cublasDestroy_v2(void* handle) {
  delete static_cast<Owned*>(handle);
  return OK;
}
int cublasSetStream_v2(void* handle, void* stream) {
  return mine(handle) && mine(stream) ? OK : CUBLAS_INVALID_VALUE;
}
int cublasSetMathMode(void*, int) { return OK; }
const char* cublasGetStatusName(int) { return "CUBLAS_STATUS_EMULATED"; }
const char* cublasGetStatusString(int) { return "the emulation refused it"; }

int cublasSgemm_v2(
    void* handle, int orderA, int orderB, int m, int n, int k, const float* alpha, const float* a,
    int strideA, const float* b, int strideB, const float* beta, float* c, int strideC) {
  if (!mine(handle)) return CUBLAS_INVALID_VALUE;
  if (strideA < (orderA ? k : m) || strideB < (orderB ? n : k) || strideC < m ||
      !allocated(a, size_t(strideA) * (orderA ? m : k) * sizeof(float)) ||
      !allocated(b, size_t(strideB) * (orderB ? k : n) * sizeof(float)) ||
      !allocated(c, size_t(strideC) * n * sizeof(float))) {
    return CUBLAS_INVALID_VALUE;
  }
  for (long j = 0; j < n; j++)
    for (long i = 0; i < m; i++) {
      double sum = 0;
      for (long l = 0; l < k; l++) {
        sum += double(a[orderA ? i * strideA + l : l * strideA + i]) *
               b[orderB ? l * strideB + j : j * strideB + l];
      }
      float* to = c + j * strideC + i;
      *to = float(*alpha * sum + (*beta == 0 ? 0 : *beta * *to));
    }
  return OK;
}

size_t cudnnGetVersion() { return 91900; }
const char* cudnnGetErrorString(int) { return "CUDNN_STATUS_EMULATED"; }
int cudnnCreate(void** handle) {
  *handle = new Owned{device};
  return OK;
}
int cudnnDestroy(void* handle) {
  delete static_cast<Owned*>(handle);
  return OK;
}
int cudnnSetStream(void* handle, void* stream) {
  return mine(handle) && mine(stream) ? OK : CUDNN_BAD_PARAM;
}

int cudnnCreateTensorDescriptor(Tensor** tensor) {
  *tensor = new Tensor();
  return OK;
}
int cudnnDestroyTensorDescriptor(Tensor* tensor) {
  delete tensor;
  return OK;
}
int cudnnSetTensor4dDescriptor(Tensor* tensor, int format, int type, int n, int c, int h, int w) {
  *tensor = {format, n, c, h, w};
  return type == 0 && n > 0 && c > 0 && h > 0 && w > 0 ? OK : CUDNN_BAD_PARAM;
}
int cudnnCreateFilterDescriptor(Tensor** tensor) { return cudnnCreateTensorDescriptor(tensor); }
int cudnnDestroyFilterDescriptor(Tensor* tensor) { return cudnnDestroyTensorDescriptor(tensor); }
int cudnnSetFilter4dDescriptor(Tensor* tensor, int type, int format, int k, int c, int h, int w) {
  return cudnnSetTensor4dDescriptor(tensor, format, type, k, c, h, w);
}
int cudnnCreateConvolutionDescriptor(Convolution** convolution) {
  *convolution = new Convolution();
  return OK;
}
int cudnnDestroyConvolutionDescriptor(Convolution* convolution) {
  delete convolution;
  return OK;
}
int cudnnSetConvolution2dDescriptor(
    Convolution* convolution, int padHeight, int padWidth, int strideHeight, int strideWidth,
    int dilationHeight, int dilationWidth, int mode, int type) {
  *convolution = {padHeight, padWidth, strideHeight, strideWidth, 1, 0};
  return dilationHeight == 1 && dilationWidth == 1 && mode == 1 && type == 0 ? OK : CUDNN_BAD_PARAM;
}
int cudnnSetConvolutionGroupCount(Convolution* convolution, int groups) {
  convolution->groups = groups;
  return OK;
}
int cudnnSetConvolutionMathType(Convolution* convolution, int type) {
  convolution->mathType = type;
  return OK;
}
int cudnnCreateActivationDescriptor(Activation** activation) {
  *activation = new Activation();
  return OK;
}
int cudnnDestroyActivationDescriptor(Activation* activation) {
  delete activation;
  return OK;
}
int cudnnSetActivationDescriptor(Activation* activation, int mode, int, double) {
  activation->mode = mode;
  return OK;
}

int cudnnGetConvolutionForwardAlgorithm_v7(
    void*, Tensor* x, Tensor* w, Convolution* c, Tensor* y, int most, int* count, Answer* answers) {
  return answer(check(x, w, c, y), most, count, answers);
}
int cudnnGetConvolutionBackwardDataAlgorithm_v7(
    void*, Tensor* w, Tensor* y, Convolution* c, Tensor* x, int most, int* count, Answer* answers) {
  return answer(check(x, w, c, y), most, count, answers);
}
int cudnnGetConvolutionBackwardFilterAlgorithm_v7(
    void*, Tensor* x, Tensor* y, Convolution* c, Tensor* w, int most, int* count, Answer* answers) {
  return answer(check(x, w, c, y), most, count, answers);
}
int cudnnGetConvolutionForwardWorkspaceSize(
    void*, Tensor* x, Tensor* w, Convolution* c, Tensor* y, int, size_t* bytes) {
  *bytes = 100;
  return check(x, w, c, y);
}
int cudnnGetConvolutionBackwardDataWorkspaceSize(
    void*, Tensor* w, Tensor* y, Convolution* c, Tensor* x, int, size_t* bytes) {
  *bytes = 100;
  return check(x, w, c, y);
}
int cudnnGetConvolutionBackwardFilterWorkspaceSize(
    void*, Tensor* x, Tensor* y, Convolution* c, Tensor* w, int, size_t* bytes) {
  *bytes = 100;
  return check(x, w, c, y);
}

static int checkOperands(
    Tensor* x, const void* atX, Tensor* w, const void* atW, Convolution* c, Tensor* y,
    const void* atY, const void* workspace, size_t bytes) {
  if (!x->holds(atX) || !w->holds(atW) || !y->holds(atY)) return CUDNN_BAD_PARAM;
  if (bytes > 0 && !allocated(workspace, bytes)) return CUDNN_BAD_PARAM;
  return check(x, w, c, y);
}

int cudnnConvolutionForward(
    void* handle, float* alpha, Tensor* x, float* atX, Tensor* w, float* atW, Convolution* c, int,
    void* workspace, size_t bytes, float* beta, Tensor* y, float* atY) {
  if (!mine(handle)) return CUDNN_BAD_PARAM;
  int status = checkOperands(x, atX, w, atW, c, y, atY, workspace, bytes);
  if (status) return status;
  std::vector<double> sums(y->values());
  products(x, w, c, y, [&](long i, long j, long k) { sums[k] += double(atX[i]) * atW[j]; });
  blend(sums, *alpha, *beta, atY);
  return OK;
}

int cudnnConvolutionBackwardData(
    void* handle, float* alpha, Tensor* w, float* atW, Tensor* y, float* atY, Convolution* c, int,
    void* workspace, size_t bytes, float* beta, Tensor* x, float* atX) {
  if (!mine(handle)) return CUDNN_BAD_PARAM;
  int status = checkOperands(x, atX, w, atW, c, y, atY, workspace, bytes);
  if (status) return status;
  std::vector<double> sums(x->values());
  products(x, w, c, y, [&](long i, long j, long k) { sums[i] += double(atY[k]) * atW[j]; });
  blend(sums, *alpha, *beta, atX);
  return OK;
}

int cudnnConvolutionBackwardFilter(
    void* handle, float* alpha, Tensor* x, float* atX, Tensor* y, float* atY, Convolution* c, int,
    void* workspace, size_t bytes, float* beta, Tensor* w, float* atW) {
  if (!mine(handle)) return CUDNN_BAD_PARAM;
  int status = checkOperands(x, atX, w, atW, c, y, atY, workspace, bytes);
  if (status) return status;
  std::vector<double> sums(w->values());
  products(x, w, c, y, [&](long i, long j, long k) { sums[j] += double(atY[k]) * atX[i]; });
  blend(sums, *alpha, *beta, atW);
  return OK;
}

// Mode 5 is the identity, which algorithm 1 alone knows, and 1 is ReLU.
int cudnnConvolutionBiasActivationForward(
    void* handle, float* alpha, Tensor* x, float* atX, Tensor* w, float* atW, Convolution* c,
    int algorithm, void* workspace, size_t bytes, float* share, Tensor* z, float* atZ, Tensor* bias,
    float* atBias, Activation* activation, Tensor* y, float* atY) {
  if (unable("fused") || (activation->mode == 5 && algorithm != 1)) return CUDNN_NOT_SUPPORTED;
  bool oneEach = bias->n == 1 && bias->c == y->c && bias->h == 1 && bias->w == 1;
  if (!oneEach || !bias->holds(atBias) || !z->holds(atZ)) return CUDNN_BAD_PARAM;
  std::vector<float> term(atZ, atZ + z->values());
  float zero = 0;
  int status = cudnnConvolutionForward(
      handle, alpha, x, atX, w, atW, c, algorithm, workspace, bytes, &zero, y, atY);
  if (status) return status;
  for (long n = 0; n < y->n; n++)
    for (long out = 0; out < y->c; out++)
      for (long pixel = 0; pixel < long(y->h) * y->w; pixel++) {
        long at = y->at(n, out, pixel / y->w, pixel % y->w);
        float sum = atY[at] + atBias[out] + (*share == 0 ? 0 : *share * term[at]);
        atY[at] = activation->mode == 1 && sum < 0 ? 0 : sum;
      }
  return OK;
}

}
