package org.dl4jzoo.app.backend;

import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.global.dnnl;

/**
 * The oneDNN that our layers run on.
 *
 * @param version its version, or why there is none
 * @param instructionSet the most it uses on this CPU; null if there is none
 */
record OneDnn(String version, String instructionSet) {

  /** Loads the library, where this platform has one. */
  static OneDnn load() {
    try {
      dnnl_version_t version = dnnl.dnnl_version();
      return new OneDnn(
          "%d.%d.%d".formatted(version.major(), version.minor(), version.patch()),
          dnnl.get_effective_cpu_isa().intern().toString());
    } catch (LinkageError missing) {
      return new OneDnn("not available: " + missing.getMessage(), null);
    }
  }
}
