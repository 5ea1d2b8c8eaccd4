package org.dl4jzoo.app.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.Map;
import org.dl4jzoo.zoo.layer.Precision;
import org.junit.jupiter.api.Test;

class CudaCheckTest {

  private static final ComputeCapability TURING = new ComputeCapability(7, 5);
  private static final ComputeCapability HOPPER = new ComputeCapability(9, 0);

  private static CudaCheck check(CudaRuntime runtime) {
    return CudaCheck.run(runtime, "580.95.05", new VisibleDevices(null));
  }

  @Test
  void nothing_is_in_the_way_of_gpus_from_turing_to_blackwell() {
    for (ComputeCapability capability :
        new ComputeCapability[] {TURING, HOPPER, new ComputeCapability(12, 1)}) {
      CudaCheck check = check(StubCudaRuntime.with(capability));

      assertThat(check.problem()).isNull();
      assertThat(check.problem(0)).isNull();
    }
  }

  @Test
  void a_missing_driver_is_told_with_the_one_that_is_needed() {
    StubCudaRuntime none =
        StubCudaRuntime.with(HOPPER)
            .without(
                CudaLibrary.RUNTIME,
                "/root/.javacpp/cache/cuda.jar/libjnicudart.so: libcuda.so.1: cannot open shared"
                    + " object file: No such file or directory");

    assertThat(check(none).problem(0))
        .isEqualTo(
            "there is no NVIDIA driver: libcuda.so.1 was not found; install 580.65 or newer");
    assertThat(check(StubCudaRuntime.with(HOPPER).withDriver(0, 35)).problem(0))
        .isEqualTo("there is no NVIDIA driver; install 580.65 or newer");
  }

  @Test
  void an_old_driver_is_told_with_what_is_needed_and_what_was_found() {
    StubCudaRuntime old = StubCudaRuntime.with(HOPPER).withDriver(12_040, 35);

    assertThat(CudaCheck.run(old, "550.54.15", new VisibleDevices(null)).problem(0))
        .isEqualTo(
            "the NVIDIA driver is too old: CUDA 13 needs 580.65 or newer; found 550.54.15, which"
                + " is for CUDA 12.4");
    assertThat(CudaCheck.run(old, null, new VisibleDevices(null)).problem(0))
        .endsWith("found one for CUDA 12.4");
  }

  @Test
  void no_gpu_is_told_with_the_variable_that_may_hide_them() {
    assertThat(check(StubCudaRuntime.returning(100)).problem(0))
        .isEqualTo("the driver sees no GPU; nvidia-smi lists those of this machine");
    assertThat(
            CudaCheck.run(StubCudaRuntime.with(), "580.95.05", new VisibleDevices("7")).problem(0))
        .isEqualTo(
            "the driver sees no GPU (CUDA_VISIBLE_DEVICES is '7'); nvidia-smi lists those of this"
                + " machine");
    assertThat(check(StubCudaRuntime.returning(999)).problem(0))
        .isEqualTo("CUDA error 999: unknown error");
  }

  @Test
  void gpus_that_are_too_old_or_too_new_are_told_with_the_range() {
    assertThat(check(StubCudaRuntime.with(new ComputeCapability(7, 0))).problem(0))
        .isEqualTo(
            "GPU 0, GPU 0 (compute capability 7.0, 16.0 GiB) is too old: our layers need compute"
                + " capability 7.5 or newer; --engine nd4j may run on it, in a build with"
                + " -Pcuda-nd4j");
    assertThat(check(StubCudaRuntime.with(new ComputeCapability(13, 0))).problem(0))
        .isEqualTo(
            "GPU 0, GPU 0 (compute capability 13.0, 16.0 GiB) is newer than this program, which"
                + " knows compute capability 7.5 to 12.x");
  }

  @Test
  void each_missing_library_is_named_with_its_file_and_where_to_get_it() {
    StubCudaRuntime withoutRuntime =
        StubCudaRuntime.with(HOPPER).without(CudaLibrary.RUNTIME, notFound("libcudart.so.13"));
    StubCudaRuntime withoutCublas =
        StubCudaRuntime.with(HOPPER).without(CudaLibrary.CUBLAS, notFound("libcublas.so.13"));
    StubCudaRuntime withoutCudnn =
        StubCudaRuntime.with(HOPPER).without(CudaLibrary.CUDNN, notFound("libcudnn_cnn.so.9"));
    StubCudaRuntime withoutNvrtc =
        StubCudaRuntime.with(HOPPER).without(CudaLibrary.NVRTC, notFound("libnvrtc.so.13"));

    assertThat(check(withoutRuntime).problem(0))
        .startsWith("CUDA's runtime is missing: libcudart.so.13 was not found; install")
        .contains("pip install nvidia-cuda-runtime ", "LD_LIBRARY_PATH");
    assertThat(check(withoutCublas).problem(0))
        .startsWith("cuBLAS is missing: libcublas.so.13 was not found; install")
        .contains("pip install nvidia-cublas ");
    assertThat(check(withoutCudnn).problem(0))
        .isEqualTo(
            "cuDNN 9 is missing: libcudnn_cnn.so.9 was not found; install it for CUDA 13, or pip"
                + " install nvidia-cudnn-cu13 and add its lib folder to LD_LIBRARY_PATH");
    assertThat(check(withoutNvrtc).problem(0))
        .startsWith("NVRTC is missing: libnvrtc.so.13 was not found; install")
        .contains("pip install nvidia-cuda-nvrtc ");
  }

  private static String notFound(String file) {
    return "/cache/libjni.so: " + file + ": cannot open shared object file: No such file";
  }

  @Test
  void a_gpu_that_is_not_there_is_told_with_their_number() {
    CudaCheck two = check(StubCudaRuntime.with(HOPPER, TURING));

    assertThat(two.problem(1)).isNull();
    assertThat(two.problem(2)).isEqualTo("device must be 0 or 1, of the GPUs seen; got 2");
    assertThat(check(StubCudaRuntime.with(HOPPER)).problem(1))
        .isEqualTo("device must be 0, of the GPUs seen; got 1");
  }

  @Test
  void the_second_gpu_may_be_used_where_the_first_is_too_old() {
    CudaCheck check = check(StubCudaRuntime.with(new ComputeCapability(6, 1), HOPPER));

    assertThat(check.problem(0)).contains("is too old");
    assertThat(check.problem(1)).isNull();
  }

  @Test
  void the_environment_gets_gpu_driver_and_libraries() {
    assertThat(check(StubCudaRuntime.with(HOPPER)).facts(List.of(0)))
        .doesNotContainKey("others")
        .containsEntry("name", "GPU 0")
        .containsEntry("computeCapability", "9.0")
        .containsEntry("memoryBytes", 16L << 30)
        .containsEntry("driver", "580.95.05")
        .containsEntry("driverCuda", "13.0")
        .containsEntry("runtime", "13.0")
        .containsEntry("cuBLAS", "13.1")
        .containsEntry("cuDNN", "9.19.0")
        .containsEntry("NVRTC", "13.0");
  }

  @Test
  void a_gpu_that_has_no_bfloat16_is_told_with_what_it_has() {
    CudaCheck check = check(StubCudaRuntime.with(HOPPER, TURING, new ComputeCapability(8, 0)));

    assertThat(check.problem(List.of(0, 2), Precision.BF16)).isNull();
    assertThat(check.problem(List.of(1), Precision.FP16)).isNull();
    assertThat(check.problem(List.of(0, 1), Precision.BF16))
        .isEqualTo(
            "precision bf16 needs compute capability 8.0 or newer; got GPU 1, GPU 1 (compute"
                + " capability 7.5, 16.0 GiB), which has precision fp16");
  }

  @Test
  void each_of_several_gpus_is_checked_and_told() {
    CudaCheck check =
        check(StubCudaRuntime.with(HOPPER, new ComputeCapability(6, 1), TURING, HOPPER));

    assertThat(check.problem(List.of(0, 3), Precision.FLOAT32)).isNull();
    assertThat(check.problem(List.of(0, 2, 1), Precision.FLOAT32))
        .startsWith("GPU 1, ")
        .contains("is too old");
    assertThat(check.problem(List.of(0, 4), Precision.FLOAT32))
        .isEqualTo("device must be 0 or 1 or 2 or 3, of the GPUs seen; got 4");
    assertThat(check.numbers(List.of())).containsExactly(0, 1, 2, 3);
    assertThat(check.numbers(List.of(2, 0))).containsExactly(2, 0);
    assertThat(check.descriptions(List.of(2, 0)))
        .isEqualTo(
            "GPU 2, GPU 2 (compute capability 7.5, 16.0 GiB); GPU 0, GPU 0 (compute capability 9.0,"
                + " 16.0 GiB)");
    assertThat(check.facts(List.of(2, 0)))
        .containsEntry("number", 2)
        .containsEntry("cuDNN", "9.19.0")
        .containsEntry(
            "others",
            List.of(
                Map.of(
                    "number",
                    0,
                    "name",
                    "GPU 0",
                    "computeCapability",
                    "9.0",
                    "memoryBytes",
                    16L << 30)));
  }

  @Test
  void this_build_is_checked_without_loading_a_cuda_class() {
    assumeThat(CudaBuild.find()).as("a build with CUDA").isEqualTo(CudaBuild.NONE);

    assertThat(CudaCheck.run().problem())
        .isEqualTo(
            "this build has no CUDA; build with -Pcuda, as ZOO_MAVEN_ARGS=-Pcuda scripts/zoo does");
  }

  @Test
  void the_drivers_own_number_is_read_where_linux_tells_it() {
    assertThat(
            DriverRelease.in(
                "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.95.05  Release Build"))
        .isEqualTo("580.95.05");
    assertThat(DriverRelease.in("GCC version: gcc 12.3.0")).isNull();
  }
}
