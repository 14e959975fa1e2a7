package io.assetota.handlers.coprocessor;

import java.time.Duration;

/**
 * What was done to write a program into a part. There is a result only if everything was verified,
 * as far as the protocol can do that; {@link Verification} tells how far.
 *
 * @param part the part that was found, as text
 * @param outcome whether anything had to be written
 * @param verification how it was verified that the part holds the image
 * @param bytesWritten bytes sent into flash, retries included
 * @param bytesSkipped bytes that were not sent because erased flash reads like them
 * @param pagesErased pages erased, retries included
 * @param retries how often something had to be done again
 * @param time how long it took
 */
public record FlashResult(
    String part,
    Outcome outcome,
    Verification verification,
    long bytesWritten,
    long bytesSkipped,
    int pagesErased,
    int retries,
    Duration time) {
  /** Whether anything had to be written. */
  public enum Outcome {
    /** The part held the image already; nothing was written. */
    UNCHANGED,
    /** The image was written and verified. */
    WRITTEN
  }

  /** How it was verified that the part holds the image. */
  public enum Verification {
    /** The part computed a checksum over all of it. */
    CHECKSUM,
    /** All of it was read back. */
    READ_BACK,
    /** The part checked the file by a checksum or signature in it, and reported success. */
    BY_PART,
    /**
     * Every block of the transfer was acknowledged by its checksum. The protocol can't tell what
     * the flash holds.
     */
    TRANSFER
  }
}
