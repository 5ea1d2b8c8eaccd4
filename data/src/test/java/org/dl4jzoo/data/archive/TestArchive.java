package org.dl4jzoo.data.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** Builds a .tar.gz in memory, also a malicious one. */
public final class TestArchive {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar;

  /** An archive without entries. */
  public TestArchive() throws IOException {
    tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes));
  }

  /** Adds a regular file, its name kept as it is. */
  public TestArchive file(String name, byte[] contents) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(contents.length);
    tar.putArchiveEntry(entry);
    tar.write(contents);
    tar.closeArchiveEntry();
    return this;
  }

  /** Adds a link: {@link TarConstants#LF_SYMLINK} or {@link TarConstants#LF_LINK}. */
  public TestArchive link(String name, byte kind, String target) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, kind);
    entry.setLinkName(target);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
    return this;
  }

  /** Ends the archive. */
  public byte[] bytes() throws IOException {
    tar.close();
    return bytes.toByteArray();
  }
}
