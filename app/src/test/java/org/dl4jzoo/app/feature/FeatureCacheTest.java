package org.dl4jzoo.app.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureCacheTest {

  /** An entry has 4 bytes of checksum and 2 values. */
  private static final int BYTES = 12;

  @TempDir Path folder;

  private FeatureCache cache(String key, long mostBytes) {
    return new FeatureCache(folder, key, 2, mostBytes);
  }

  private void fill(String key, int secondsAgo) throws IOException {
    FeatureCache cache = cache(key, 100 * BYTES);
    cache.reserve(2);
    cache.write("a", new float[] {1, 2});
    cache.write("b", new float[] {3, 4});
    Instant used = Instant.now().minusSeconds(secondsAgo);
    Files.setLastModifiedTime(folder.resolve(key), FileTime.from(used));
  }

  @Test
  void values_come_back_to_the_last_bit() {
    FeatureCache cache = cache("key", BYTES);
    float[] values = {Float.MIN_VALUE, -1 / 3f};
    cache.reserve(1);

    cache.write("image", values);

    assertThat(cache.read("image")).isEqualTo(values);
    assertThat(cache.read("other")).isNull();
    assertThat(cache("other", BYTES).read("image")).isNull();
  }

  @Test
  void the_sets_not_used_for_longest_make_room() throws IOException {
    fill("old", 200);
    fill("older", 300);
    fill("recent", 100);

    cache("new", 6L * BYTES).reserve(2);

    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("recent", "old", "new");
  }

  @Test
  void what_somebody_else_put_there_is_no_hindrance_and_stays() throws IOException {
    fill("old", 200);
    Files.writeString(folder.resolve("notes.txt"), "mine");
    Files.createDirectory(folder.resolve("old/sub-folder"));

    FeatureCache cache = cache("new", 2L * BYTES);
    cache.reserve(2);
    cache.write("image", new float[] {1, 2});

    assertThat(cache.read("image")).containsExactly(1, 2);
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("new", "notes.txt", "old");
    assertThat(folder.resolve("old").toFile().list()).containsExactly("sub-folder");
  }

  @Test
  void a_set_larger_than_the_bound_is_not_written() throws IOException {
    FeatureCache cache = cache("large", 3L * BYTES);
    cache.reserve(4);

    cache.write("image", new float[] {1, 2});

    assertThat(cache.read("image")).isNull();
  }

  @Test
  void work_goes_on_where_nothing_can_be_written() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    FeatureCache cache = new FeatureCache(file, "key", 2, BYTES);
    cache.reserve(1);

    cache.write("image", new float[] {1, 2});

    assertThat(cache.read("image")).isNull();
  }
}
