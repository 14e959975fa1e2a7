package io.assetota.handlers.coprocessor.smp.protocol;

import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Sends an image in pieces. The part decides which piece comes next, by the offset in its answer:
 * it may ask for the same again, and go on with an upload that was cut off.
 */
public final class ImageUpload {
  /** Header, the keys of the first piece, its hash and its numbers: what is never data. */
  private static final int MOST_OVERHEAD = 8 + 1 + 48 + 40;

  /** BOOT_MAX_ALIGN of MCUboot, for most of its ports. */
  private static final int LARGEST_WRITE_UNIT = 16;

  /** The least that a packet must hold to be of use. */
  public static final int SMALLEST_PACKET = MOST_OVERHEAD + LARGEST_WRITE_UNIT;

  /** Pieces in a row by which a part does not come further. */
  private static final int MOST_STALLS = 10;

  private final SmpClient client;
  private final byte[] image;
  private final byte[] hash;
  private final int number;
  private final int packetSize;
  private long bytesSent;

  /**
   * Sends an image.
   *
   * @param image the whole image
   * @param hash its SHA-256, by which a part knows an upload again
   * @param number which of its images this is, from 0
   * @param packetSize the largest packet in bytes, without its framing
   */
  public ImageUpload(SmpClient client, byte[] image, byte[] hash, int number, int packetSize) {
    this.client = client;
    this.image = image;
    this.hash = hash;
    this.number = number;
    this.packetSize = packetSize;
  }

  /** Bytes of the image that were sent, repetitions included. */
  public long bytesSent() {
    return bytesSent;
  }

  /**
   * Sends it all.
   *
   * @param done gets the bytes that the part has
   */
  public void send(IntConsumer done) throws IOException {
    int offset = 0;
    int stalls = 0;
    while (offset < image.length) {
      int length = Math.min(image.length - offset, aligned(packetSize - MOST_OVERHEAD));
      Map<String, Object> answer = client.upload(piece(offset, length), offset == 0);
      bytesSent += length;
      if (Boolean.FALSE.equals(answer.get("match"))) {
        throw new CoprocessorException(
            Problem.NOT_VERIFIED,
            "the part computes another hash over what it received. It still runs its previous"
                + " program");
      }
      int next = next(answer, offset, offset + length);
      stalls = next > offset ? 0 : stalls + 1;
      if (stalls > MOST_STALLS) {
        throw new CoprocessorException(
            Problem.UNRELIABLE_LINE,
            "the part asks for the bytes at offset " + next + " again and again");
      }
      offset = next;
      done.accept(offset);
    }
  }

  /** What is no multiple of the unit that flash is written in, a boot loader asks for again. */
  private static int aligned(int length) {
    return length - length % LARGEST_WRITE_UNIT;
  }

  private Map<String, Object> piece(int offset, int length) {
    Map<String, Object> piece = new LinkedHashMap<>();
    if (offset == 0) {
      if (number > 0) {
        piece.put("image", (long) number);
      }
      piece.put("len", (long) image.length);
      piece.put("sha", hash);
    }
    piece.put("off", (long) offset);
    piece.put("data", Arrays.copyOfRange(image, offset, offset + length));
    return piece;
  }

  /** Only the first piece may be answered with more than was sent: an upload goes on then. */
  private int next(Map<String, Object> answer, int offset, int end) throws CoprocessorException {
    if (answer.get("off") instanceof Long next
        && next >= 0
        && next <= (offset == 0 ? image.length : end)) {
      return next.intValue();
    }
    throw new CoprocessorException(
        Problem.GARBLED_ANSWER,
        "the part answers the piece at offset " + offset + " with the offset " + answer.get("off"));
  }
}
