package org.dl4jzoo.data.folder;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of images that show the same picture without being the same file. */
public enum NearDuplicates {
  /** They are in one subset, as a test on what was learnt by heart says little. */
  @JsonProperty("keep-together")
  KEEP_TOGETHER,
  /** They are images like any others. */
  @JsonProperty("ignore")
  IGNORE
}
