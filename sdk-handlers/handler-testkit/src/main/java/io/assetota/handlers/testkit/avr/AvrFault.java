package io.assetota.handlers.testkit.avr;

/**
 * Something that goes wrong once, at one frame of a conversation with an {@link AvrEmulator}. A
 * frame is a command with its parameters; frames are counted from 0 since the emulator began.
 *
 * @param kind what goes wrong
 * @param frame at which frame, from 0
 */
public record AvrFault(Kind kind, int frame) {
  /** What can go wrong. */
  public enum Kind {
    /** One byte of the frame does not reach the part. */
    LOST_BYTE_TO_PART,
    /** One bit of the frame changes on its way to the part: of a command, an address or data. */
    CHANGED_BIT_TO_PART,
    /** The last byte of the answer does not reach the host. */
    LOST_BYTE_FROM_PART,
    /** One bit of the answer changes on its way to the host. */
    CHANGED_BIT_FROM_PART,
    /** The frame is carried out, but its whole answer is lost. */
    LOST_ANSWER,
    /** The part is reset after it has carried out the frame, and before it answers. */
    RESET,
    /** The host's port goes away. */
    PORT_GONE,
    /** One bit of what the frame writes into flash is wrong; other frames are not harmed. */
    CORRUPTED_FLASH
  }

  /**
   * Checks the frame.
   *
   * @param kind what goes wrong
   * @param frame at which frame
   * @throws IllegalArgumentException if the frame is negative
   */
  public AvrFault {
    if (frame < 0) {
      throw new IllegalArgumentException("frames are counted from 0, not " + frame);
    }
  }
}
