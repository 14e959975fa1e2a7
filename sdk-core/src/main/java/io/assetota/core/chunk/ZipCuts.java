package io.assetota.core.chunk;

import com.google.common.primitives.Longs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds where a zip file, such as a jar or an office document, is to be cut: around the data of its
 * members, which are the same as long as a member is, whatever the others, and the times in the
 * headers, become. Short members stay together with their headers.
 *
 * <p>What it finds are hints: a file that is no zip after all is cut by its bytes alone, and no cut
 * can be wrong. So the file is looked at with tolerance, and within bounds.
 */
public final class ZipCuts {
  private static final long[] NONE = {};
  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int HEADER_SIGNATURE = 0x02014b50;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int LOCAL_LENGTH = 30;
  private static final int HEADER_LENGTH = 46;
  private static final int END_LENGTH = 22;
  private static final int MAX_DIRECTORY = 16 * 1024 * 1024;
  private static final int NO_CUTS_IN = 64;

  /** The shortest data that is cut from its headers. */
  private static final int OWN_CHUNK = 1024;

  /** How much of short members is together, at the least. */
  private static final int TOGETHER = 2048;

  /** A member: its local header, its data, the end of the data. */
  private record Member(long header, long data, long end) {}

  private ZipCuts() {}

  /**
   * Looks at a file.
   *
   * @param file its position changes
   * @return offsets, in ascending order; none if it is no zip file
   * @throws IOException if reading fails
   */
  public static long[] find(SeekableByteChannel file) throws IOException {
    ByteBuffer first = read(file, 0, Integer.BYTES);
    if (file.size() < NO_CUTS_IN || first.getInt(0) != LOCAL_SIGNATURE) {
      return NONE;
    }
    int tailLength = (int) Math.min(file.size(), END_LENGTH + 0xffff);
    ByteBuffer tail = read(file, file.size() - tailLength, tailLength);
    for (int at = tailLength - END_LENGTH; at >= 0; at--) {
      if (tail.getInt(at) == END_SIGNATURE) {
        long directorySize = tail.getInt(at + 12) & 0xffff_ffffL;
        long directory = file.size() - tailLength + at - directorySize;
        long moved = directory - (tail.getInt(at + 16) & 0xffff_ffffL);
        return directory < 0 || moved < 0 || directorySize > MAX_DIRECTORY
            ? NONE
            : cuts(members(file, directory, (int) directorySize, moved), directory);
      }
    }
    return NONE;
  }

  private static List<Member> members(
      SeekableByteChannel file, long directory, int directorySize, long moved) throws IOException {
    ByteBuffer headers = read(file, directory, directorySize);
    List<Member> members = new ArrayList<>();
    int at = 0;
    while (at + HEADER_LENGTH <= directorySize && headers.getInt(at) == HEADER_SIGNATURE) {
      long size = headers.getInt(at + 20) & 0xffff_ffffL;
      long start = (headers.getInt(at + 42) & 0xffff_ffffL) + moved;
      if (start + LOCAL_LENGTH <= directory) {
        ByteBuffer local = read(file, start, LOCAL_LENGTH);
        long data = start + LOCAL_LENGTH + u16(local, 26) + u16(local, 28);
        if (local.getInt(0) == LOCAL_SIGNATURE && data + size <= directory) {
          members.add(new Member(start, data, data + size));
        }
      }
      at += HEADER_LENGTH + u16(headers, at + 28) + u16(headers, at + 30) + u16(headers, at + 32);
    }
    members.sort(Comparator.comparingLong(Member::header));
    return members;
  }

  private static long[] cuts(List<Member> members, long directory) {
    List<Long> cuts = new ArrayList<>();
    long last = 0;
    for (Member member : members) {
      if (member.header() < last) {
        continue; // lies in another one
      }
      if (member.end() - member.data() >= OWN_CHUNK) {
        cuts.add(member.data());
        cuts.add(member.end());
        last = member.end();
      } else if (member.end() - last >= TOGETHER) {
        cuts.add(member.end());
        last = member.end();
      }
    }
    if (directory > last) {
      cuts.add(directory);
    }
    return Longs.toArray(cuts);
  }

  private static int u16(ByteBuffer in, int at) {
    return in.getShort(at) & 0xffff;
  }

  /** Reads what is there of a part; the rest is zeros. */
  private static ByteBuffer read(SeekableByteChannel file, long offset, int length)
      throws IOException {
    ByteBuffer part = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    file.position(offset);
    while (part.hasRemaining() && file.read(part) >= 0) {
      // until the part is full, or the file ends
    }
    return part;
  }
}
