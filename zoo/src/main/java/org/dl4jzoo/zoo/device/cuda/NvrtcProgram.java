package org.dl4jzoo.zoo.device.cuda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.cuda.nvrtc._nvrtcProgram;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.dl4jzoo.zoo.device.MapType;

/** The sources of our kernels, and their compilation to a GPU's machine code. */
final class NvrtcProgram {

  /** The sources in the order in which they read each other. */
  static final List<String> FILES =
      List.of(
          "common.cu",
          "elementwise.cu",
          "norms.cu",
          "responses.cu",
          "pools.cu",
          "updates.cu",
          "layouts.cu",
          "depthwise.cu",
          "unfold.cu");

  private NvrtcProgram() {}

  /** All sources as one. */
  static String source() {
    StringBuilder all = new StringBuilder();
    for (String file : FILES) {
      all.append("#line 1 \"%s\"%n".formatted(file)).append(read(file));
    }
    return all.toString();
  }

  private static String read(String file) {
    try (InputStream stream = NvrtcProgram.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException("the sources of the CUDA kernels lack " + file);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Compiles the sources.
   *
   * @param capability compute capability of the GPU, such as 90 for 9.0
   * @param maps how maps are stored
   * @return a cubin
   */
  static byte[] compile(int capability, MapType maps) {
    String architecture = "sm_" + known(capability);
    _nvrtcProgram program = new _nvrtcProgram();
    try (BytePointer source = new BytePointer(source());
        BytePointer name = new BytePointer("kernels.cu");
        BytePointer option = new BytePointer("--gpu-architecture=" + architecture);
        BytePointer standard = new BytePointer("--std=c++17");
        BytePointer type = new BytePointer(definition(maps));
        PointerPointer<BytePointer> options = new PointerPointer<>(option, standard, type)) {
      int status =
          nvrtc.nvrtcCreateProgram(
              program, source, name, 0, (PointerPointer<?>) null, (PointerPointer<?>) null);
      CudaErrors.compiler("nvrtcCreateProgram", status, "");
      status = nvrtc.nvrtcCompileProgram(program, 3, options);
      CudaErrors.compiler("nvrtcCompileProgram", status, log(program));
      return cubin(program);
    } finally {
      nvrtc.nvrtcDestroyProgram(program);
    }
  }

  /** The option that tells the sources how maps are stored. */
  static String definition(MapType maps) {
    return "-DMAPS=" + maps.name();
  }

  /** The nearest capability that the compiler knows; code runs on later minor versions too. */
  private static int known(int capability) {
    int[] count = new int[1];
    CudaErrors.compiler("nvrtcGetNumSupportedArchs", nvrtc.nvrtcGetNumSupportedArchs(count), "");
    int[] all = new int[count[0]];
    CudaErrors.compiler("nvrtcGetSupportedArchs", nvrtc.nvrtcGetSupportedArchs(all), "");
    return Arrays.stream(all)
        .filter(known -> known <= capability && known / 10 == capability / 10)
        .max()
        .orElse(capability);
  }

  private static String log(_nvrtcProgram program) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      if (nvrtc.nvrtcGetProgramLogSize(program, size) != nvrtc.NVRTC_SUCCESS || size.get() == 0) {
        return "";
      }
      byte[] log = new byte[(int) size.get()];
      nvrtc.nvrtcGetProgramLog(program, log);
      return new String(log, StandardCharsets.UTF_8).replace("\0", "");
    }
  }

  private static byte[] cubin(_nvrtcProgram program) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      CudaErrors.compiler("nvrtcGetCUBINSize", nvrtc.nvrtcGetCUBINSize(program, size), "");
      byte[] cubin = new byte[(int) size.get()];
      CudaErrors.compiler("nvrtcGetCUBIN", nvrtc.nvrtcGetCUBIN(program, cubin), "");
      return cubin;
    }
  }
}
