package org.dl4jzoo.app.setting;

import org.dl4jzoo.app.console.UsageException;

/**
 * Which images: those of a source, or of one for each subset.
 *
 * @param data as {@code --data} takes them; null if {@code trainData} is given
 * @param trainData folder or list of the training images; null if {@code data} is given
 * @param valData folder or list of the validation images; null if there is none
 * @param testData folder or list of the test images; null if there is none
 * @param classMap file that names the classes after their folders; null if these are the names
 */
public record DataChoice(
    String data, String trainData, String valData, String testData, String classMap) {

  /** Of {@code data}: drawn flowers, 224×224. */
  public static final String SAMPLE = "sample";

  /** Checks that the sources are of one of the two kinds. */
  public DataChoice {
    if (data == null && trainData == null) {
      throw new UsageException(
          valData == null && testData == null
              ? "data is missing"
              : "val-data and test-data need train-data");
    }
    if (data != null && (trainData != null || valData != null || testData != null)) {
      throw new UsageException(
          "images are named by data, or by train-data, val-data and test-data; got data %s and %s"
              .formatted(
                  data,
                  trainData != null
                      ? "train-data " + trainData
                      : valData != null ? "val-data " + valData : "test-data " + testData));
    }
  }

  /** Images of one source, whose folders have the names of the classes. */
  public static DataChoice of(String data) {
    return new DataChoice(data, null, null, null, null);
  }

  /** Where the images to learn from are. */
  public String source() {
    return data == null ? trainData : data;
  }

  /** The same images with other names of their classes. */
  public DataChoice withClassMap(String newClassMap) {
    return new DataChoice(data, trainData, valData, testData, newClassMap);
  }

  /** The same classes in another source. */
  public DataChoice at(String newData) {
    return new DataChoice(newData, null, null, null, classMap);
  }
}
