package io.assetota.core.chunk;

import java.util.Arrays;

/**
 * Finds where content is cut. Cuts depend on the bytes around them, so after an insertion they are
 * the same as before; the method is that of FastCDC (Xia et al., USENIX ATC 2016) with a gear hash,
 * a least and a greatest length.
 *
 * <p>Bytes that don't compress are cut finely. Others are cut four times as coarsely, as each cut
 * costs the Deflate stream a block with tables of its own. Which they are is told by how evenly the
 * 256 values are used since the last cut.
 *
 * <p>Content with a structure brings cuts of its own, as {@link ZipCuts} finds them.
 */
public final class ChunkCutter {
  /** The longest chunk. */
  static final int MAX_LENGTH = 64 * 1024;

  /** The shortest chunk of dense bytes, unless the content's own structure cuts it. */
  static final int MIN_DENSE = 2 * 1024;

  /** The shortest chunk of other bytes, as above. */
  static final int MIN_SPARSE = 8 * 1024;

  /** The same for content that brings cuts of its own. */
  static final int MIN_STRUCTURED = 16 * 1024;

  /** What the hash depends on. */
  private static final int WINDOW = 64;

  /** 11 bits: every 2 KiB on average. */
  private static final long DENSE_MASK = 0xffe0_0000_0000_0000L;

  /** 13 bits, those of the other mask among them: every 8 KiB on average. */
  private static final long SPARSE_MASK = 0xfff8_0000_0000_0000L;

  /** Bytes are dense if they use the values as evenly as this many equally frequent ones would. */
  private static final int DENSE_VALUES = 96;

  private final long[] forced;
  private final int least;
  private final int[] counts = new int[256];
  private int nextForced;
  private long position;
  private long squares;
  private long hash;
  private int length;
  private boolean atCut;

  /**
   * Begins at the start of some content.
   *
   * @param forced offsets at which it has to be cut, in ascending order; none for content without
   *     structure
   */
  public ChunkCutter(long[] forced) {
    this.forced = forced.clone();
    this.least = forced.length == 0 ? MIN_DENSE : MIN_STRUCTURED;
  }

  /**
   * Takes bytes up to the next cut.
   *
   * @return how many belong to the present chunk: all of them, unless it ends before
   */
  public int take(byte[] bytes, int offset, int available) {
    if (atCut) {
      startChunk();
    }
    int most = Math.min(available, MAX_LENGTH - length);
    while (nextForced < forced.length && forced[nextForced] <= position) {
      nextForced++;
    }
    if (nextForced < forced.length) {
      most = (int) Math.min(most, forced[nextForced] - position);
    }
    int taken = 0;
    while (taken < most && !atCut) {
      byte b = bytes[offset + taken];
      taken++;
      length++;
      squares += 2L * counts[b & 0xff]++ + 1;
      if (length > least - WINDOW) {
        hash = Gear.roll(hash, b);
        atCut = length >= least && (hash & DENSE_MASK) == 0 && mayCut();
      }
    }
    position += taken;
    atCut |= length == MAX_LENGTH || (nextForced < forced.length && position == forced[nextForced]);
    return taken;
  }

  private boolean mayCut() {
    return (least == MIN_DENSE && isDense()) || ((hash & SPARSE_MASK) == 0 && length >= MIN_SPARSE);
  }

  private boolean isDense() {
    return (long) length * length >= DENSE_VALUES * squares;
  }

  /** Whether what was taken last ends a chunk. */
  public boolean isAtCut() {
    return atCut;
  }

  private void startChunk() {
    Arrays.fill(counts, 0);
    squares = 0;
    hash = 0;
    length = 0;
    atCut = false;
  }
}
