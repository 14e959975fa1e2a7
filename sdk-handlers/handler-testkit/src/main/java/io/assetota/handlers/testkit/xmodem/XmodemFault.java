package io.assetota.handlers.testkit.xmodem;

/**
 * Something that goes wrong once, at one frame of a conversation with an {@link XmodemEmulator}. A
 * frame is a block or the end of the file; frames are counted from 0 since the emulator began.
 *
 * @param kind what goes wrong
 * @param frame at which frame, from 0
 */
public record XmodemFault(Kind kind, int frame) {
  /** What can go wrong. */
  public enum Kind {
    /** One byte of the frame does not reach the part. */
    LOST_BYTE_TO_PART,
    /** One bit of the frame changes on its way to the part. */
    CHANGED_BIT_TO_PART,
    /** The frame is taken, but its answer is lost. */
    LOST_ANSWER,
    /** One bit of the answer changes on its way to the host. */
    CHANGED_BIT_FROM_PART,
    /** The part is reset before it answers. */
    RESET,
    /** The host's port goes away. */
    PORT_GONE,
    /** The part can't store what it received, and reports that. */
    NOT_STORED
  }

  /**
   * Checks the frame.
   *
   * @param kind what goes wrong
   * @param frame at which frame
   * @throws IllegalArgumentException if the frame is negative
   */
  public XmodemFault {
    if (frame < 0) {
      throw new IllegalArgumentException("frames are counted from 0, not " + frame);
    }
  }
}
