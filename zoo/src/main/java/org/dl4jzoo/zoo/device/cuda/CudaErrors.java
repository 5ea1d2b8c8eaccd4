package org.dl4jzoo.zoo.device.cuda;

import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.cudnn;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.dl4jzoo.zoo.device.OutOfDeviceMemoryException;

/** Turns what calls return into exceptions. */
final class CudaErrors {

  /** Libraries don't tell how much they asked for; as much as this they take at times. */
  private static final long UNTOLD = 256L << 20;

  private CudaErrors() {}

  private static OutOfDeviceMemoryException lackOfMemory() {
    try (SizeTPointer free = new SizeTPointer(1);
        SizeTPointer total = new SizeTPointer(1)) {
      int status = cudart.cudaMemGetInfo(free, total);
      return new OutOfDeviceMemoryException(UNTOLD, status == cudart.cudaSuccess ? free.get() : 0);
    }
  }

  /** Checks a call of CUDA's runtime. */
  static void runtime(String call, int status) {
    if (status == cudart.cudaErrorMemoryAllocation) {
      cudart.cudaGetLastError();
      throw lackOfMemory();
    }
    if (status != cudart.cudaSuccess) {
      String name = cudart.cudaGetErrorName(status).getString();
      String text = cudart.cudaGetErrorString(status).getString();
      cudart.cudaGetLastError();
      throw new CudaException(call, status, name, text);
    }
  }

  /** Checks a call of the driver. */
  static void driver(String call, int status) {
    if (status == cudart.CUDA_ERROR_OUT_OF_MEMORY) {
      throw lackOfMemory();
    }
    if (status != cudart.CUDA_SUCCESS) {
      try (PointerPointer<BytePointer> words = new PointerPointer<>(2)) {
        words.put(0, null).put(1, null);
        cudart.cuGetErrorName(status, words);
        String name = words(words);
        cudart.cuGetErrorString(status, words);
        throw new CudaException(call, status, name, words(words));
      }
    }
  }

  private static String words(PointerPointer<BytePointer> answer) {
    BytePointer words = answer.get(BytePointer.class, 0);
    return words == null || words.isNull() ? "unknown" : words.getString();
  }

  /** Checks a call of cuDNN. */
  static void dnn(String call, int status) {
    if (status == cudnn.CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED) {
      throw lackOfMemory();
    }
    if (status != cudnn.CUDNN_STATUS_SUCCESS) {
      String name = cudnn.cudnnGetErrorString(status).getString();
      throw new CudaException(call, status, name, "an error of cuDNN");
    }
  }

  /** Checks a call of cuBLAS. */
  static void blas(String call, int status) {
    if (status == cublas.CUBLAS_STATUS_ALLOC_FAILED) {
      throw lackOfMemory();
    }
    if (status != cublas.CUBLAS_STATUS_SUCCESS) {
      String name = cublas.cublasGetStatusName(status).getString();
      String text = cublas.cublasGetStatusString(status).getString();
      throw new CudaException(call, status, name, text);
    }
  }

  /** Checks a call of the compiler. */
  static void compiler(String call, int status, String log) {
    if (status != nvrtc.NVRTC_SUCCESS) {
      String name = nvrtc.nvrtcGetErrorString(status).getString();
      throw new CudaException(call, status, name, log.isBlank() ? "no more is known" : log.strip());
    }
  }
}
