// What stand-ins of CUDA's libraries know of memory and streams.

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <functional>

enum { OK = 0, CUDA_ERROR_INVALID_VALUE = 1, CUDA_ERROR_OUT_OF_MEMORY = 2, CUDA_ERROR_NOT_FOUND = 500 };
enum { CUDA_ERROR_INVALID_DEVICE = 101, CUDA_ERROR_INVALID_HANDLE = 400, CUDA_ERROR_PEER_ALREADY = 704 };
enum { CAPTURE_UNSUPPORTED = 900, CAPTURE_INVALIDATED = 901 };

typedef std::function<void()> Work;

// What EMULATED_CUDNN says that can't be done.
inline bool unable(const char* what) {
  const char* words = getenv("EMULATED_CUDNN");
  return words && strstr(words, what);
}

// What belongs to a GPU: a stream, an event, a module, a library's context.
struct Owned {
  int device;
};

// The thread's GPU.
int current();

inline bool mine(const void* owned) { return static_cast<const Owned*>(owned)->device == current(); }

// Whether all bytes lie in one allocation of the thread's GPU.
bool allocated(const void* address, size_t bytes);

// Lets a stream do some work after what it was given before.
int enqueue(void* stream, Work work);

extern "C" int cudaMemGetInfo(size_t* left, size_t* total);
