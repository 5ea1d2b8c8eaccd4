package org.dl4jzoo.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dl4jzoo.data.InvalidDataException;
import org.dl4jzoo.data.TestImages;
import org.dl4jzoo.data.folder.Example;
import org.dl4jzoo.data.folder.FolderListing;
import org.dl4jzoo.data.preprocess.ImageLoader;
import org.dl4jzoo.data.preprocess.Preprocessing;
import org.dl4jzoo.data.preprocess.Resize;
import org.dl4jzoo.data.preprocess.Scale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskCacheTest {

  private static final Preprocessing SHAPE = new Preprocessing(4, 4, 3, Resize.SQUASH, Scale.UNIT);

  @TempDir private Path folder;
  private Path cacheFolder;
  private ImageLoader loader;
  private Example example;

  @BeforeEach
  void writeImage() throws IOException {
    cacheFolder = folder.resolve("cache");
    loader = new ImageLoader(SHAPE);
    byte[] png = TestImages.encode(TestImages.blocks(9, 9, 1), "png");
    example = new Example(Files.write(folder.resolve("a.png"), png), "a.png", 0);
  }

  @Test
  void the_second_time_nothing_is_decoded() throws IOException {
    DiskCache cache = new DiskCache(loader, cacheFolder, 1);
    byte[] decoded = cache.pixels(0, example);
    Files.delete(example.file());

    assertThat(cache.pixels(0, example)).isEqualTo(decoded);
  }

  @Test
  void another_run_finds_the_entry_by_the_contents() throws IOException {
    byte[] decoded = new DiskCache(loader, cacheFolder, 1).pixels(0, example);
    Path entry = onlyEntry();
    byte[] marked = Files.readAllBytes(entry);
    Path moved = Files.move(example.file(), folder.resolve("renamed.png"));

    byte[] again =
        new DiskCache(loader, cacheFolder, 3).pixels(2, new Example(moved, "renamed.png", 0));

    assertThat(again).isEqualTo(decoded);
    assertThat(onlyEntry()).isEqualTo(entry);
    assertThat(Files.readAllBytes(entry)).isEqualTo(marked);
  }

  @Test
  void a_damaged_entry_is_made_again() throws IOException {
    byte[] decoded = new DiskCache(loader, cacheFolder, 1).pixels(0, example);
    Path entry = onlyEntry();
    byte[] whole = Files.readAllBytes(entry);
    byte[] damaged = whole.clone();
    damaged[20]++;
    for (byte[] bad : List.of(damaged, new byte[0], new byte[7])) {
      Files.write(entry, bad);

      assertThat(new DiskCache(loader, cacheFolder, 1).pixels(0, example)).isEqualTo(decoded);
      assertThat(Files.readAllBytes(entry)).isEqualTo(whole);
    }
  }

  @Test
  void other_settings_have_other_entries() throws IOException {
    new DiskCache(loader, cacheFolder, 1).pixels(0, example);
    Preprocessing padded = new Preprocessing(4, 4, 3, Resize.PAD, Scale.UNIT);
    new DiskCache(new ImageLoader(padded), cacheFolder, 1).pixels(0, example);

    assertThat(FolderListing.files(cacheFolder)).hasSize(2);
  }

  @Test
  void work_goes_on_when_nothing_can_be_written() throws IOException {
    Files.write(cacheFolder, new byte[0]);

    assertThat(new DiskCache(loader, cacheFolder, 1).pixels(0, example))
        .isEqualTo(loader.load(example.file()));
  }

  @Test
  void the_choice_depends_on_the_room_there_is() {
    assertThat(CacheChoice.of(CacheMode.AUTO, 50, 100, 1000)).isEqualTo(CacheMode.RAM);
    assertThat(CacheChoice.of(CacheMode.AUTO, 51, 100, 1000)).isEqualTo(CacheMode.DISK);
    assertThat(CacheChoice.of(CacheMode.AUTO, 251, 100, 1000)).isEqualTo(CacheMode.NONE);
    assertThat(CacheChoice.of(CacheMode.NONE, 1, 100, 1000)).isEqualTo(CacheMode.NONE);
    assertThat(CacheChoice.of(CacheMode.DISK, 5000, 100, 1000)).isEqualTo(CacheMode.DISK);
    assertThatThrownBy(() -> CacheChoice.of(CacheMode.RAM, 3 << 20, 2 << 20, 0))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "cache ram needs 3 MiB of Java heap for the decoded images; 2 MiB are free (use disk)");
  }

  private Path onlyEntry() {
    List<Path> entries = FolderListing.files(cacheFolder);
    assertThat(entries).hasSize(1);
    return entries.get(0);
  }
}
