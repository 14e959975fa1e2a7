package io.assetota.handlers.testkit.stm32;

/**
 * Something that goes wrong once, at one frame of a conversation with an {@link Stm32Emulator}.
 *
 * <p>A frame is what the host sends before it waits for an answer: the first byte 0x7F, a command
 * and its complement, an address, a block of data, a list of pages. Frames are counted from 0 since
 * the emulator began.
 *
 * @param kind what goes wrong
 * @param frame at which frame, from 0
 */
public record Stm32Fault(Kind kind, int frame) {
  /** What can go wrong. */
  public enum Kind {
    /** One byte of the frame does not reach the part. */
    LOST_BYTE_TO_PART,
    /** The last byte of the answer does not reach the host. */
    LOST_BYTE_FROM_PART,
    /** Noise arrives as a byte before the answer; it may look like one. */
    NOISE_BEFORE_ACK,
    /** The frame is carried out, but the first byte of the answer is lost. */
    LOST_ACK,
    /** The frame is refused and not carried out. */
    NACK,
    /** The part answers BUSY and nothing else, until it is reset. */
    ENDLESS_BUSY,
    /** The part is reset in the middle of carrying out the frame. */
    RESET,
    /** The host's port goes away. */
    PORT_GONE,
    /** The part answers, but only after a minute, and hears nothing meanwhile. */
    STALL,
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
  public Stm32Fault {
    if (frame < 0) {
      throw new IllegalArgumentException("frames are counted from 0, not " + frame);
    }
  }

  /**
   * Parses what a command line says.
   *
   * @param text for example {@code nack:17} or {@code lost-ack:3}
   * @return the fault
   * @throws IllegalArgumentException if it is anything else; the message names the kinds
   */
  public static Stm32Fault parse(String text) {
    int colon = text.indexOf(':');
    try {
      String kind = text.substring(0, Math.max(0, colon)).replace('-', '_');
      return new Stm32Fault(
          Kind.valueOf(kind.toUpperCase(java.util.Locale.ROOT)),
          Integer.parseInt(text.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "a fault is KIND:FRAME, not \""
              + text
              + "\"; kinds are "
              + java.util.Arrays.stream(Kind.values())
                  .map(k -> k.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
                  .collect(java.util.stream.Collectors.joining(", ")),
          e);
    }
  }
}
