// What a program asks of the machine before it takes a GPU, and what it hears where EMULATED_MACHINE has
// words such as driver=12080, gpus=0 or capability=70.

#include <cstdlib>
#include <cstring>

#include "runtime.h"

namespace {

enum { CUDA_ERROR_NO_DEVICE = 100 };

// cudaDeviceProp of CUDA 13.
const size_t TOTAL_MEMORY = 288, MAJOR = 360, MINOR = 364;

int told(const char* word, int otherwise) {
  const char* words = getenv("EMULATED_MACHINE");
  const char* found = words ? strstr(words, word) : nullptr;
  return found ? atoi(found + strlen(word)) : otherwise;
}

void put(void* properties, size_t offset, const void* value, size_t bytes) {
  memcpy(static_cast<char*>(properties) + offset, value, bytes);
}

}  // namespace

extern "C" {

int cudaDriverGetVersion(int* version) {
  *version = told("driver=", 13000);
  return OK;
}
int cudaRuntimeGetVersion(int* version) {
  *version = 13010;
  return OK;
}
int cublasGetProperty(int property, int* value) {
  *value = property == 0 ? 13 : 1;
  return OK;
}
int nvrtcVersion(int* major, int* minor) {
  *major = 13;
  *minor = 1;
  return OK;
}
int cudaGetDeviceCount(int* count) {
  *count = told("gpus=", 2);
  return *count == 0 ? CUDA_ERROR_NO_DEVICE : OK;
}
int cudaGetDeviceProperties(void* properties, int device) {
  size_t left, memory;
  int status = cudaMemGetInfo(&left, &memory);
  int capability = told("capability=", 90);
  int major = capability / 10, minor = capability % 10;
  const char name[] = "a GPU emulated by the CPU";
  put(properties, 0, name, sizeof name);
  put(properties, TOTAL_MEMORY, &memory, sizeof memory);
  put(properties, MAJOR, &major, sizeof major);
  put(properties, MINOR, &minor, sizeof minor);
  return status;
}

}
