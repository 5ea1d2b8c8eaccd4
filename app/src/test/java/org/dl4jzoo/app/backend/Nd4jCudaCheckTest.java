package org.dl4jzoo.app.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;

class Nd4jCudaCheckTest {

  private static Nd4jCudaCheck onLinux(CudaRuntime runtime) {
    return Nd4jCudaCheck.run(runtime, "Linux");
  }

  private static StubCudaRuntime gpus(ComputeCapability... devices) {
    return StubCudaRuntime.with(devices);
  }

  private static StubCudaRuntime returning(int code) {
    return StubCudaRuntime.returning(code);
  }

  @Test
  void a_missing_driver_is_named_in_the_linkers_words() {
    StubCudaRuntime none =
        StubCudaRuntime.with()
            .without(
                CudaLibrary.RUNTIME,
                "/root/.javacpp/cache/libjnicudart.so: libcuda.so.1: cannot open shared object file");

    assertThat(onLinux(none).problem())
        .isEqualTo("no NVIDIA driver: libcuda.so.1: cannot open shared object file");
  }

  @Test
  void an_old_driver_a_missing_device_and_other_errors_are_told_apart() {
    assertThat(onLinux(returning(35)).problem())
        .isEqualTo(
            "the NVIDIA driver is too old: CUDA 11.6 needs 450.80.02 or newer (Windows 452.39)");
    assertThat(onLinux(returning(100)).problem()).isEqualTo("the driver sees no CUDA device");
    assertThat(onLinux(gpus()).problem()).isEqualTo("the driver sees no CUDA device");
    assertThat(onLinux(returning(999)).problem()).isEqualTo("CUDA error 999: unknown error");
  }

  @Test
  void a_gpu_with_machine_code_of_its_major_version_is_usable() {
    Nd4jCudaCheck check = onLinux(gpus(new ComputeCapability(8, 9)));

    assertThat(check.usable()).isTrue();
    assertThat(check.devices()).containsExactly("GPU 0 (compute capability 8.9)");
  }

  @Test
  void a_newer_gpu_than_the_binaries_know_is_refused_with_the_list() {
    Nd4jCudaCheck check = onLinux(gpus(new ComputeCapability(8, 0), new ComputeCapability(9, 0)));

    assertThat(check.problem())
        .isEqualTo(
            "GPU 1 (compute capability 9.0) is not supported: ND4J's CUDA 11.6 binaries run on"
                + " compute capability 3.7, 5.0, 5.2, 6.0, 6.1, 7.0, 7.5, 8.0, 8.6 and newer minor"
                + " versions of these; hide it with CUDA_VISIBLE_DEVICES");
  }

  @Test
  void windows_binaries_know_fewer_gpus() {
    StubCudaRuntime v100 = gpus(new ComputeCapability(7, 0));

    assertThat(onLinux(v100).usable()).isTrue();
    assertThat(Nd4jCudaCheck.run(v100, "Windows 11").usable()).isFalse();
  }

  @Test
  void this_build_is_checked_without_loading_a_cuda_class() {
    assumeThat(CudaBuild.find()).as("a build with CUDA").isEqualTo(CudaBuild.NONE);

    assertThat(Nd4jCudaCheck.run().problem())
        .isEqualTo("this build has no CUDA backend of ND4J; build with -Pcuda-nd4j");
  }
}
