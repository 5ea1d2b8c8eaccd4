package org.dl4jzoo.app.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CudaCheckTest {

  /** A CUDA runtime that answers what NVIDIA's documentation says it does in each situation. */
  private record Answers(
      boolean isOnClassPath, LinkageError missing, int code, List<ComputeCapability> devices)
      implements CudaRuntime {

    @Override
    public int deviceCount(int[] count) {
      if (missing != null) {
        throw missing;
      }
      count[0] = devices.size();
      return code;
    }

    @Override
    public String errorString(int error) {
      return "unknown error";
    }

    @Override
    public String name(int device) {
      return "GPU " + device;
    }

    @Override
    public ComputeCapability computeCapability(int device) {
      return devices.get(device);
    }
  }

  private static CudaCheck onLinux(Answers runtime) {
    return CudaCheck.run(runtime, "Linux");
  }

  private static Answers gpus(ComputeCapability... devices) {
    return new Answers(true, null, 0, List.of(devices));
  }

  private static Answers returning(int code) {
    return new Answers(true, null, code, List.of());
  }

  @Test
  void a_build_without_cuda_says_how_to_get_it() {
    assertThat(onLinux(new Answers(false, null, 0, List.of())).problem())
        .isEqualTo("this build carries no CUDA libraries; build with -Pcuda");
  }

  @Test
  void a_missing_driver_is_named_in_the_linkers_words() {
    UnsatisfiedLinkError error =
        new UnsatisfiedLinkError(
            "/root/.javacpp/cache/libjnicudart.so: libcuda.so.1: cannot open shared object file");

    assertThat(onLinux(new Answers(true, error, 0, List.of())).problem())
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
    CudaCheck check = onLinux(gpus(new ComputeCapability(8, 9)));

    assertThat(check.usable()).isTrue();
    assertThat(check.devices()).containsExactly("GPU 0 (compute capability 8.9)");
  }

  @Test
  void a_newer_gpu_than_the_binaries_know_is_refused_with_the_list() {
    CudaCheck check = onLinux(gpus(new ComputeCapability(8, 0), new ComputeCapability(9, 0)));

    assertThat(check.problem())
        .isEqualTo(
            "GPU 1 (compute capability 9.0) is not supported: ND4J's CUDA 11.6 binaries run on"
                + " compute capability 3.7, 5.0, 5.2, 6.0, 6.1, 7.0, 7.5, 8.0, 8.6 and newer minor"
                + " versions of these; hide it with CUDA_VISIBLE_DEVICES");
  }

  @Test
  void windows_binaries_know_fewer_gpus() {
    Answers v100 = gpus(new ComputeCapability(7, 0));

    assertThat(onLinux(v100).usable()).isTrue();
    assertThat(CudaCheck.run(v100, "Windows 11").usable()).isFalse();
  }

  @Test
  void this_build_is_checked_without_loading_a_cuda_class() {
    assumeThat(new ReflectedCudaRuntime().isOnClassPath()).as("a build with -Pcuda").isFalse();

    assertThat(CudaCheck.run().problem())
        .isEqualTo("this build carries no CUDA libraries; build with -Pcuda");
  }
}
