package io.assetota.testing;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Cuts the power after each operation of something that is done on a disk, each time with several
 * ways of losing what was not forced.
 */
public final class PowerCutSweep {
  private static final int WAYS = Integer.getInteger("powercut.seeds", 12);

  /** What is done, in the root folder of a disk. */
  public interface Work {
    /** Does it. */
    void in(Path folder) throws IOException;
  }

  /** What must be true afterwards. */
  public interface Check {
    /**
     * Checks what the next boot finds.
     *
     * @param folder the root folder
     * @param complete whether the work was done before the power was cut
     */
    void of(Path folder, boolean complete) throws IOException;
  }

  private PowerCutSweep() {}

  /**
   * Tries all cuts.
   *
   * @param prepare what is on the disk before, durably
   * @return how many there were
   */
  public static int of(Work prepare, Work work, Check check) throws IOException {
    VolatileFileSystem before = new VolatileFileSystem();
    prepare.in(before.getPath("/"));
    int tried = 0;
    boolean complete = false;
    for (int n = 1; !complete; n++) {
      VolatileFileSystem disk = before.copy();
      disk.cutAfter(n);
      complete = isDone(work, disk);
      for (int way = 0; way < WAYS; way++) {
        check.of(disk.afterPowerCut(31L * n + way).getPath("/"), complete);
        tried++;
      }
    }
    return tried;
  }

  private static boolean isDone(Work work, VolatileFileSystem disk) throws IOException {
    try {
      work.in(disk.getPath("/"));
      return true;
    } catch (PowerCut e) {
      return false;
    }
  }
}
