package org.dl4jzoo.app.backend;

import org.bytedeco.cuda.cudart.cudaDeviceProp;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.cudnn;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.javacpp.Loader;

/**
 * The CUDA runtime through JavaCPP's presets, of CUDA 13 or of 11.6. The default build has no such
 * class: this one may be touched only in the others.
 */
final class PresetCudaRuntime implements CudaRuntime {

  private static final int MAJOR = 0;
  private static final int MINOR = 1;

  @Override
  public String load(CudaLibrary library) {
    return switch (library) {
      case RUNTIME -> runtimeVersion();
      case CUBLAS -> cublasVersion();
      case CUDNN -> cudnnVersion();
      case NVRTC -> nvrtcVersion();
    };
  }

  private static String runtimeVersion() {
    Loader.load(cudart.class);
    int[] version = new int[1];
    check("cudaRuntimeGetVersion", cudart.cudaRuntimeGetVersion(version));
    return CudaRuntime.words(version[0]);
  }

  private static String cublasVersion() {
    Loader.load(cublas.class);
    int[] major = new int[1];
    int[] minor = new int[1];
    check("cublasGetProperty", cublas.cublasGetProperty(MAJOR, major));
    check("cublasGetProperty", cublas.cublasGetProperty(MINOR, minor));
    return major[0] + "." + minor[0];
  }

  private static String cudnnVersion() {
    Loader.load(cudnn.class);
    long version = cudnn.cudnnGetVersion();
    return "%d.%d.%d".formatted(version / 10_000, version / 100 % 100, version % 100);
  }

  private static String nvrtcVersion() {
    Loader.load(nvrtc.class);
    int[] major = new int[1];
    int[] minor = new int[1];
    check("nvrtcVersion", nvrtc.nvrtcVersion(major, minor));
    return major[0] + "." + minor[0];
  }

  @Override
  public int driverVersion() {
    int[] version = new int[1];
    check("cudaDriverGetVersion", cudart.cudaDriverGetVersion(version));
    return version[0];
  }

  @Override
  public int deviceCount(int[] count) {
    return cudart.cudaGetDeviceCount(count);
  }

  @Override
  public String errorString(int code) {
    return cudart.cudaGetErrorString(code).getString();
  }

  @Override
  public Gpu gpu(int number) {
    try (cudaDeviceProp properties = new cudaDeviceProp()) {
      check("cudaGetDeviceProperties", cudart.cudaGetDeviceProperties(properties, number));
      return new Gpu(
          number,
          properties.name().getString(),
          new ComputeCapability(properties.major(), properties.minor()),
          properties.totalGlobalMem());
    }
  }

  private static void check(String call, int code) {
    if (code != SUCCESS) {
      throw new IllegalStateException("%s returned %d".formatted(call, code));
    }
  }
}
