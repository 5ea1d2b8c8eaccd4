package org.dl4jzoo.app.feature;

import java.util.List;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.Unreadable;

/**
 * Features of images, in some views of each.
 *
 * @param examples the images that could be read
 * @param values of each example, all its views one after the other
 * @param shape of the features of one view
 * @param views how many there are of each image
 * @param skipped the images that could not be read
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes, which nobody compares
public record Features(
    List<Example> examples,
    List<float[]> values,
    long[] shape,
    int views,
    List<Unreadable> skipped) {

  /** Copies the lists. */
  public Features {
    examples = List.copyOf(examples);
    values = List.copyOf(values);
    skipped = List.copyOf(skipped);
  }

  /** Floats of one view. */
  int length() {
    return values.isEmpty() ? 0 : values.get(0).length / views;
  }
}
