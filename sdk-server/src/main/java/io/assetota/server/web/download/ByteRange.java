package io.assetota.server.web.download;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Part of a file (RFC 9110, 14).
 *
 * @param first the first byte, from 0
 * @param length how many
 */
record ByteRange(long first, long length) {
  // Eighteen digits always fit a long.
  private static final Pattern ONE =
      Pattern.compile("bytes=[ \t]*(\\d{0,18})-(\\d{0,18})[ \t]*", Pattern.CASE_INSENSITIVE);

  /** Nothing of it is in the file. */
  static final ByteRange UNSATISFIABLE = new ByteRange(0, 0);

  /** Parses a Range header. What is no single range of bytes is ignored, as the RFC allows. */
  static Optional<ByteRange> parse(String header, long size) {
    Matcher matcher = ONE.matcher(header.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String first = matcher.group(1);
    String last = matcher.group(2);
    if (first.isEmpty()) {
      return last.isEmpty() ? Optional.empty() : Optional.of(suffix(Long.parseLong(last), size));
    }
    long from = Long.parseLong(first);
    long to = last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last);
    if (to < from) {
      return Optional.empty();
    }
    if (from >= size) {
      return Optional.of(UNSATISFIABLE);
    }
    return Optional.of(new ByteRange(from, Math.min(to, size - 1) - from + 1));
  }

  private static ByteRange suffix(long wanted, long size) {
    long length = Math.min(wanted, size);
    return length == 0 ? UNSATISFIABLE : new ByteRange(size - length, length);
  }

  /** The value of a Content-Range header. */
  String contentRange(long size) {
    return "bytes " + first + "-" + (first + length - 1) + "/" + size;
  }
}
