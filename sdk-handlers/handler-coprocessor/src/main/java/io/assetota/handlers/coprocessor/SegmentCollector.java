package io.assetota.handlers.coprocessor;

import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts the pieces of a file in order, joins those that touch, and refuses those that overlap. */
final class SegmentCollector {
  private final String format;
  private final TreeMap<Long, byte[]> pieces = new TreeMap<>();
  private long total;

  SegmentCollector(String format) {
    this.format = format;
  }

  void add(long address, byte[] content) throws CoprocessorException {
    if (content.length == 0) {
      return;
    }
    total += content.length;
    if (total > FirmwareImage.MAX_SIZE) {
      throw bad("more than " + FirmwareImage.MAX_SIZE + " bytes to write");
    }
    if (address + content.length > 0x1_0000_0000L) {
      throw bad(String.format("content beyond 32 bits of address at 0x%X", address));
    }
    Map.Entry<Long, byte[]> before = pieces.lowerEntry(address + content.length);
    if (before != null && before.getKey() + before.getValue().length > address) {
      throw bad(
          String.format("content for address 0x%08X twice", Math.max(address, before.getKey())));
    }
    pieces.put(address, content);
  }

  List<FirmwareSegment> segments() {
    List<FirmwareSegment> segments = new ArrayList<>();
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    long start = -1;
    for (Map.Entry<Long, byte[]> piece : pieces.entrySet()) {
      if (start + joined.size() != piece.getKey()) {
        if (joined.size() > 0) {
          segments.add(new FirmwareSegment(start, joined.toByteArray()));
        }
        joined.reset();
        start = piece.getKey();
      }
      joined.writeBytes(piece.getValue());
    }
    if (joined.size() > 0) {
      segments.add(new FirmwareSegment(start, joined.toByteArray()));
    }
    return segments;
  }

  /** Bounds a stretch of the file before anything of it is taken. */
  void requireInside(long offset, long size, long fileSize) throws CoprocessorException {
    if (offset > fileSize || size > fileSize - offset) {
      throw bad(
          String.format(
              "%d bytes at offset %d, but only %d in all: it is cut off", size, offset, fileSize));
    }
  }

  CoprocessorException bad(String what) {
    return new CoprocessorException(Problem.BAD_IMAGE, "the " + format + " image has " + what);
  }
}
