// Stand-ins for the calls of cuBLAS, cuDNN and NVRTC that we make, which compute on the CPU and refuse
// what the real ones refuse: memory that was not allocated, shapes that contradict each other.
// EMULATED_CUDNN says what can't be done, in the words "channels-last", "heuristics", "fused", "dense" and
// "workspace" of cuDNN's convolutions, and "graphs" and "peers" of CUDA.

#include <cmath>
#include <vector>

#include "numbers.h"
#include "runtime.h"

namespace {

enum { CUDNN_BAD_PARAM = 2000, CUDNN_NOT_SUPPORTED = 3000, CUBLAS_INVALID_VALUE = 7 };
enum { NCHW = 0, NHWC = 1 };

// A library's context.
struct Handle : Owned {
  void* stream;
};

int start(void* handle, Work work) { return enqueue(static_cast<Handle*>(handle)->stream, work); }

struct Tensor {
  int format, n, c, h, w;
  Numbers::Type type;

  long at(long image, long channel, long row, long column) const {
    return format == NHWC ? ((image * h + row) * w + column) * c + channel
                          : ((image * c + channel) * h + row) * w + column;
  }
  size_t values() const { return size_t(n) * c * h * w; }
  bool holds(const void* address) const {
    return allocated(address, values() * Numbers{nullptr, type}.bytes());
  }
};

enum { DEFAULT_MATH = 0, TENSOR_OP_MATH = 1, FMA_MATH = 3 };

struct Convolution {
  int padHeight, padWidth, strideHeight, strideWidth, groups, mathType;

  bool suits(Numbers::Type type) const {
    return type == Numbers::FLOAT ? mathType == DEFAULT_MATH || mathType == FMA_MATH
                                  : mathType == TENSOR_OP_MATH;
  }
  // Tensor cores round the factors of float32 where nothing forbids it.
  int factorBits() const { return mathType == DEFAULT_MATH ? TF32_BITS : FLOAT_BITS; }
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

Numbers::Type ofCublas(int type) {
  return type == 0 ? Numbers::FLOAT : type == 2 ? Numbers::HALF : type == 14 ? Numbers::BFLOAT16 : Numbers::NONE;
}

Numbers::Type ofCudnn(int type) {
  return type == 0 ? Numbers::FLOAT : type == 2 ? Numbers::HALF : type == 9 ? Numbers::BFLOAT16 : Numbers::NONE;
}

int outputSize(int size, int pad, int kernel, int stride) {
  return (size + 2 * pad - kernel) / stride + 1;
}

// x, weights and y of a convolution must be in one format, and of sizes that belong together.
int check(const Tensor* x, const Tensor* w, const Convolution* c, const Tensor* y) {
  if (x->format != w->format || x->format != y->format) return CUDNN_NOT_SUPPORTED;
  if (x->type != w->type || x->type != y->type) return CUDNN_NOT_SUPPORTED;
  if (!c->suits(x->type)) return CUDNN_BAD_PARAM;
  if (x->format == NHWC && unable("channels-last")) return CUDNN_NOT_SUPPORTED;
  if (c->groups == 1 && unable("dense")) return CUDNN_NOT_SUPPORTED;
  bool sizes = y->h == outputSize(x->h, c->padHeight, w->h, c->strideHeight) &&
               y->w == outputSize(x->w, c->padWidth, w->w, c->strideWidth) && y->n == x->n;
  bool channels = w->n == y->c && w->c * c->groups == x->c;
  return sizes && channels ? OK : CUDNN_BAD_PARAM;
}

// Bytes that an algorithm needs; one of each kind needs few.
size_t workspaceBytes(int algorithm, int modest) {
  return unable("workspace") && algorithm != modest ? size_t(2) << 30 : 100;
}

// The first algorithm works, in two kinds of arithmetic, and the third too, but not always alike.
int answer(int status, int most, int* count, Answer* answers) {
  if (unable("heuristics")) return CUDNN_BAD_PARAM;
  for (int i = 0; i < most; i++) {
    int works = status ? status : i <= 2 ? OK : CUDNN_NOT_SUPPORTED;
    int number = most - (i == 1 ? 1 : 1 + i);
    answers[i] = {number, works, 0.1f, 50, i != 2, i == 1 ? 1 : 3, {}};
  }
  *count = most;
  return OK;
}

// Calls work(index in x, in w, in y) for each product of a convolution.
template <class Work>
void products(const Tensor* x, const Tensor* w, const Convolution* c, const Tensor* y, Work work) {
  // From one channel to the next.
  long stepX = x->at(0, 1, 0, 0), stepW = w->at(0, 1, 0, 0);
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
              long inX = x->at(n, firstChannel, h, v), inW = w->at(out, 0, ky, kx);
              for (int in = 0; in < w->c; in++) work(inX + in * stepX, inW + in * stepW, to);
            }
        }
}

void blend(const std::vector<double>& sums, float alpha, float beta, Numbers result) {
  for (size_t i = 0; i < sums.size(); i++) {
    result.set(i, float(alpha * sums[i] + (beta == 0 ? 0 : beta * result.get(i))));
  }
}

}  // namespace

extern "C" {

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
// The kernels are compiled already, for maps of one type.
#define WORDS(type) "-DMAPS=" #type
#define OPTION(type) WORDS(type)
static const char* const KERNELS = OPTION(MAPS);

int nvrtcCompileProgram(void*, int count, const char** options) {
  return count == 3 && !strcmp(options[0], "--gpu-architecture=sm_90") && !strcmp(options[2], KERNELS)
             ? OK
             : 5;
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
  *handle = new Handle{{current()}, nullptr};
  return OK;
}
int cublasDestroy_v2(void* handle) {
  delete static_cast<Handle*>(handle);
  return OK;
}
int cublasSetStream_v2(void* handle, void* stream) {
  if (!mine(handle) || !mine(stream)) return CUBLAS_INVALID_VALUE;
  static_cast<Handle*>(handle)->stream = stream;
  return OK;
}
// The default, and one that forbids sums of halves.
int cublasSetMathMode(void*, int mode) { return mode == 0 || mode == 16 ? OK : CUBLAS_INVALID_VALUE; }
const char* cublasGetStatusName(int) { return "CUBLAS_STATUS_EMULATED"; }
const char* cublasGetStatusString(int) { return "the emulation refused it"; }

int cublasGemmEx(
    void* handle, int orderA, int orderB, int m, int n, int k, const float* alpha, char* a, int typeA,
    int strideA, char* b, int typeB, int strideB, const float* beta, char* c, int typeC, int strideC,
    int compute, int algorithm) {
  Numbers x{a, ofCublas(typeA)}, y{b, ofCublas(typeB)}, to{c, ofCublas(typeC)};
  bool known = x.type != Numbers::NONE && x.type == y.type &&
               (to.type == x.type || to.type == Numbers::FLOAT);
  bool tf32 = compute == 77 && x.type == Numbers::FLOAT;
  if (!mine(handle) || !known || (compute != 68 && !tf32) || algorithm != -1) {
    return CUBLAS_INVALID_VALUE;
  }
  if (strideA < (orderA ? k : m) || strideB < (orderB ? n : k) || strideC < m ||
      !allocated(a, size_t(strideA) * (orderA ? m : k) * x.bytes()) ||
      !allocated(b, size_t(strideB) * (orderB ? k : n) * y.bytes()) ||
      !allocated(c, size_t(strideC) * n * to.bytes())) {
    return CUBLAS_INVALID_VALUE;
  }
  float factor = *alpha, share = *beta;
  return start(handle, [=] {
    int bits = tf32 ? TF32_BITS : FLOAT_BITS;
    std::vector<float> left = x.factors(size_t(strideA) * (orderA ? m : k), bits);
    std::vector<float> right = y.factors(size_t(strideB) * (orderB ? k : n), bits);
    for (long j = 0; j < n; j++)
      for (long i = 0; i < m; i++) {
        double sum = 0;
        for (long l = 0; l < k; l++) {
          sum += double(left[orderA ? i * strideA + l : l * strideA + i]) *
                 right[orderB ? l * strideB + j : j * strideB + l];
        }
        long at = j * strideC + i;
        to.set(at, float(factor * sum + (share == 0 ? 0 : share * to.get(at))));
      }
  });
}

size_t cudnnGetVersion() { return 91900; }
const char* cudnnGetErrorString(int) { return "CUDNN_STATUS_EMULATED"; }
int cudnnCreate(void** handle) { return cublasCreate_v2(handle); }
int cudnnDestroy(void* handle) { return cublasDestroy_v2(handle); }
int cudnnSetStream(void* handle, void* stream) { return cublasSetStream_v2(handle, stream); }

int cudnnCreateTensorDescriptor(Tensor** tensor) {
  *tensor = new Tensor();
  return OK;
}
int cudnnDestroyTensorDescriptor(Tensor* tensor) {
  delete tensor;
  return OK;
}
int cudnnSetTensor4dDescriptor(Tensor* tensor, int format, int type, int n, int c, int h, int w) {
  *tensor = {format, n, c, h, w, ofCudnn(type)};
  return tensor->type != Numbers::NONE && n > 0 && c > 0 && h > 0 && w > 0 ? OK : CUDNN_BAD_PARAM;
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
    void*, Tensor* x, Tensor* w, Convolution* c, Tensor* y, int algorithm, size_t* bytes) {
  *bytes = workspaceBytes(algorithm, 0);
  return check(x, w, c, y);
}
int cudnnGetConvolutionBackwardDataWorkspaceSize(
    void*, Tensor* w, Tensor* y, Convolution* c, Tensor* x, int algorithm, size_t* bytes) {
  *bytes = workspaceBytes(algorithm, 1);
  return check(x, w, c, y);
}
int cudnnGetConvolutionBackwardFilterWorkspaceSize(
    void*, Tensor* x, Tensor* y, Convolution* c, Tensor* w, int algorithm, size_t* bytes) {
  *bytes = workspaceBytes(algorithm, 1);
  return check(x, w, c, y);
}

static int checkOperands(
    void* handle, Tensor* x, const void* atX, Tensor* w, const void* atW, Convolution* c, Tensor* y,
    const void* atY, size_t needed, const void* workspace, size_t bytes) {
  if (!mine(handle)) return CUDNN_BAD_PARAM;
  if (!x->holds(atX) || !w->holds(atW) || !y->holds(atY)) return CUDNN_BAD_PARAM;
  if (bytes < needed || !allocated(workspace, bytes)) return CUDNN_BAD_PARAM;
  return check(x, w, c, y);
}

int cudnnConvolutionForward(
    void* handle, float* alpha, Tensor* x, char* atX, Tensor* w, char* atW, Convolution* c,
    int algorithm, void* workspace, size_t bytes, float* beta, Tensor* y, char* atY) {
  int status = checkOperands(
      handle, x, atX, w, atW, c, y, atY, workspaceBytes(algorithm, 0), workspace, bytes);
  if (status) return status;
  return start(handle, [=, alpha = *alpha, x = *x, w = *w, c = *c, beta = *beta, y = *y] {
    Numbers inX{atX, x.type}, inW{atW, w.type}, inY{atY, y.type};
    std::vector<float> ofX = inX.factors(x.values(), c.factorBits());
    std::vector<float> ofW = inW.factors(w.values(), c.factorBits());
    std::vector<double> sums(y.values());
    products(&x, &w, &c, &y, [&](long i, long j, long k) {
      sums[k] += double(ofX[i]) * ofW[j];
    });
    blend(sums, alpha, beta, inY);
  });
}

int cudnnConvolutionBackwardData(
    void* handle, float* alpha, Tensor* w, char* atW, Tensor* y, char* atY, Convolution* c,
    int algorithm, void* workspace, size_t bytes, float* beta, Tensor* x, char* atX) {
  int status = checkOperands(
      handle, x, atX, w, atW, c, y, atY, workspaceBytes(algorithm, 1), workspace, bytes);
  if (status) return status;
  return start(handle, [=, alpha = *alpha, x = *x, w = *w, c = *c, beta = *beta, y = *y] {
    Numbers inX{atX, x.type}, inW{atW, w.type}, inY{atY, y.type};
    std::vector<float> ofW = inW.factors(w.values(), c.factorBits());
    std::vector<float> ofY = inY.factors(y.values(), c.factorBits());
    std::vector<double> sums(x.values());
    products(&x, &w, &c, &y, [&](long i, long j, long k) {
      sums[i] += double(ofY[k]) * ofW[j];
    });
    blend(sums, alpha, beta, inX);
  });
}

int cudnnConvolutionBackwardFilter(
    void* handle, float* alpha, Tensor* x, char* atX, Tensor* y, char* atY, Convolution* c,
    int algorithm, void* workspace, size_t bytes, float* beta, Tensor* w, char* atW) {
  int status = checkOperands(
      handle, x, atX, w, atW, c, y, atY, workspaceBytes(algorithm, 1), workspace, bytes);
  if (status) return status;
  return start(handle, [=, alpha = *alpha, x = *x, w = *w, c = *c, beta = *beta, y = *y] {
    Numbers inX{atX, x.type}, inW{atW, w.type}, inY{atY, y.type};
    std::vector<float> ofX = inX.factors(x.values(), c.factorBits());
    std::vector<float> ofY = inY.factors(y.values(), c.factorBits());
    std::vector<double> sums(w.values());
    products(&x, &w, &c, &y, [&](long i, long j, long k) {
      sums[j] += double(ofY[k]) * ofX[i];
    });
    blend(sums, alpha, beta, inW);
  });
}

// Mode 5 is the identity, which algorithm 1 alone knows, and 1 is ReLU.
int cudnnConvolutionBiasActivationForward(
    void* handle, float* alpha, Tensor* x, char* atX, Tensor* w, char* atW, Convolution* c,
    int algorithm, void* workspace, size_t bytes, float* share, Tensor* z, char* atZ, Tensor* bias,
    char* atBias, Activation* activation, Tensor* y, char* atY) {
  if (unable("fused") || (activation->mode == 5 && algorithm != 1)) return CUDNN_NOT_SUPPORTED;
  bool oneEach = bias->n == 1 && bias->c == y->c && bias->h == 1 && bias->w == 1;
  if (!oneEach || bias->type != y->type) return CUDNN_BAD_PARAM;
  if (!bias->holds(atBias) || !z->holds(atZ)) return CUDNN_BAD_PARAM;
  int status = checkOperands(
      handle, x, atX, w, atW, c, y, atY, workspaceBytes(algorithm, 0), workspace, bytes);
  if (status) return status;
  bool relu = activation->mode == 1;
  return start(
      handle, [=, alpha = *alpha, x = *x, w = *w, c = *c, share = *share, z = *z, y = *y] {
        Numbers inX{atX, x.type}, inW{atW, w.type}, inY{atY, y.type}, inZ{atZ, z.type};
        Numbers inBias{atBias, y.type};
        std::vector<float> term;
        for (size_t i = 0; i < z.values(); i++) term.push_back(inZ.get(i));
        std::vector<float> ofX = inX.factors(x.values(), c.factorBits());
        std::vector<float> ofW = inW.factors(w.values(), c.factorBits());
        std::vector<double> sums(y.values());
        products(
            &x, &w, &c, &y,
            [&](long i, long j, long k) { sums[k] += double(ofX[i]) * ofW[j]; });
        for (long n = 0; n < y.n; n++)
          for (long out = 0; out < y.c; out++)
            for (long pixel = 0; pixel < long(y.h) * y.w; pixel++) {
              long at = y.at(n, out, pixel / y.w, pixel % y.w);
              float sum = alpha * sums[at] + inBias.get(out) + (share == 0 ? 0 : share * term[at]);
              inY.set(at, relu && sum < 0 ? 0 : sum);
            }
      });
}

}
