package io.assetota.handlers.testkit.smp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The two slots of a part, and what MCUboot does with them at a reset (MCUboot, "Bootloader
 * design", "Image swapping"): swap for a test, swap back if nobody confirmed, swap for good. It
 * checks hashes; signatures are taken for right.
 */
final class McubootSlots {
  private static final int HEADER = 32;
  private static final int MAGIC = 0x96f3_b83d;

  /** What happens at the next reset. */
  enum Swap {
    NONE,
    TEST,
    PERMANENT,
    /** The primary slot is on test: it goes back unless it is confirmed. */
    REVERT
  }

  private final byte[][] slots;
  private Swap swap = Swap.NONE;

  McubootSlots(int size) {
    slots = new byte[2][size];
    erase(0);
    erase(1);
  }

  Swap swap() {
    return swap;
  }

  void mark(boolean permanent) {
    swap = permanent ? Swap.PERMANENT : Swap.TEST;
  }

  void confirm() {
    if (swap == Swap.REVERT) {
      swap = Swap.NONE;
    }
  }

  int size() {
    return slots[0].length;
  }

  void erase(int slot) {
    Arrays.fill(slots[slot], (byte) 0xff);
    // The marks are at the end of a slot: that of a test in the secondary, that of the way back
    // in the primary one.
    if (slot == 0 == (swap == Swap.REVERT)) {
      swap = Swap.NONE;
    }
  }

  void write(int slot, int offset, byte[] content) {
    System.arraycopy(content, 0, slots[slot], offset, content.length);
  }

  byte[] read(int slot, int length) {
    return Arrays.copyOf(slots[slot], length);
  }

  /** Starts what is to be started. Returns false if there is nothing that can be. */
  boolean boot() {
    if (swap == Swap.TEST || swap == Swap.PERMANENT) {
      if (isValid(1)) {
        exchange();
        swap = swap == Swap.TEST ? Swap.REVERT : Swap.NONE;
      } else {
        erase(1);
      }
    } else if (swap == Swap.REVERT) {
      exchange();
      swap = Swap.NONE;
    }
    return isValid(0);
  }

  private void exchange() {
    byte[] first = slots[0];
    slots[0] = slots[1];
    slots[1] = first;
  }

  boolean hasImage(int slot) {
    return header(slot).getInt(0) == MAGIC;
  }

  /** True if its content matches the hash in it. */
  boolean isValid(int slot) {
    if (!hasImage(slot)) {
      return false;
    }
    Optional<byte[]> hash = hash(slot);
    int hashed = hashedLength(slot);
    try {
      return hash.isPresent()
          && Arrays.equals(
              hash.get(),
              MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(slots[slot], hashed)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  String version(int slot) {
    ByteBuffer header = header(slot);
    int build = header.getInt(24);
    return (header.get(20) & 0xff)
        + "."
        + (header.get(21) & 0xff)
        + "."
        + (header.getShort(22) & 0xffff)
        + (build == 0 ? "" : "." + Integer.toUnsignedString(build));
  }

  String name(int slot) {
    return hash(slot).map(hash -> HexFormat.of().formatHex(hash)).orElse("");
  }

  /** The SHA-256 in the TLVs, whatever the content is. */
  Optional<byte[]> hash(int slot) {
    int at = hashedLength(slot);
    byte[] bytes = slots[slot];
    ByteBuffer buffer = header(slot);
    if (at < HEADER || at + 4 > bytes.length || (buffer.getShort(at) & 0xffff) != 0x6907) {
      return Optional.empty();
    }
    int end = Math.min(bytes.length, at + (buffer.getShort(at + 2) & 0xffff));
    for (int entry = at + 4; entry + 4 <= end; ) {
      int length = buffer.getShort(entry + 2) & 0xffff;
      if (buffer.getShort(entry) == 0x10 && length == 32 && entry + 36 <= end) {
        return Optional.of(Arrays.copyOfRange(bytes, entry + 4, entry + 36));
      }
      entry += 4 + length;
    }
    return Optional.empty();
  }

  private int hashedLength(int slot) {
    ByteBuffer header = header(slot);
    long length =
        (header.getShort(8) & 0xffffL)
            + (header.getShort(10) & 0xffffL)
            + (header.getInt(12) & 0xffff_ffffL);
    return length > size() ? -1 : (int) length;
  }

  private ByteBuffer header(int slot) {
    return ByteBuffer.wrap(slots[slot]).order(ByteOrder.LITTLE_ENDIAN);
  }
}
