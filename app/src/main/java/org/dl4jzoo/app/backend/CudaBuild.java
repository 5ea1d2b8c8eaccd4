package org.dl4jzoo.app.backend;

import org.bytedeco.javacpp.Loader;

/** What of CUDA this build of the program carries; the Maven profile of the same name brings it. */
enum CudaBuild {
  /** The presets of CUDA 13, for our own layers. */
  CUDA,
  /** ND4J's CUDA backend with the presets of CUDA 11.6. */
  CUDA_ND4J,
  /** Nothing. */
  NONE;

  private static final String PRESETS = "org/bytedeco/cuda/";

  /** The build that runs. Looks for files, and loads no class of CUDA. */
  static CudaBuild find() {
    if (has(SelectedBackend.CUDA_BACKEND.replace('.', '/') + ".class")) {
      return CUDA_ND4J;
    }
    String natives = PRESETS + Loader.Detector.getPlatform() + "/";
    return has(natives + System.mapLibraryName("jnicudart")) ? CUDA : NONE;
  }

  private static boolean has(String resource) {
    return CudaBuild.class.getClassLoader().getResource(resource) != null;
  }
}
