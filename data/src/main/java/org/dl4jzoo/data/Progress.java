package org.dl4jzoo.data;

/** Hears how a long piece of work goes on; the application draws it. */
public interface Progress {

  /** Shows nothing. */
  Progress NONE =
      new Progress() {
        @Override
        public void start(String what, long total) {}

        @Override
        public void step(long done) {}

        @Override
        public void done() {}
      };

  /**
   * Work begins.
   *
   * @param what what is done, such as "Downloading flower_photos.tgz"
   * @param total how much there is to do, in bytes or images
   */
  void start(String what, long total);

  /** So much of the total has been done since {@link #start}. */
  void step(long done);

  /** The work is finished. */
  void done();
}
