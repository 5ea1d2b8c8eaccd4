package org.dl4jzoo.app.backend;

/** NVIDIA's libraries that our layers compute with, in the order in which they are looked for. */
public enum CudaLibrary {
  /** CUDA's runtime. */
  RUNTIME("runtime", "CUDA's runtime", "libcudart.so", "nvidia-cuda-runtime"),
  /** Products of matrices. */
  CUBLAS("cuBLAS", "cuBLAS", "libcublas.so", "nvidia-cublas"),
  /** Convolutions. */
  CUDNN("cuDNN", "cuDNN 9", "libcudnn_cnn.so", "nvidia-cudnn-cu13"),
  /** Compiles our own kernels. */
  NVRTC("NVRTC", "NVRTC", "libnvrtc.so", "nvidia-cuda-nvrtc");

  private final String key;
  private final String title;
  private final String file;
  private final String wheel;

  CudaLibrary(String key, String title, String file, String wheel) {
    this.key = key;
    this.title = title;
    this.file = file;
    this.wheel = wheel;
  }

  /** Its name among other values. */
  String key() {
    return key;
  }

  /** How its file's name begins on Linux. */
  String file() {
    return file;
  }

  /**
   * What is said where it is missing.
   *
   * @param missing which file was not found
   */
  String sentence(String missing) {
    return ("%s is missing: %s; install it for CUDA 13, or pip install %s and add its"
            + " lib folder to LD_LIBRARY_PATH")
        .formatted(title, missing, wheel);
  }
}
