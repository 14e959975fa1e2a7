package io.assetota.ota.source;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header {@code Content-Range} of an answer (RFC 9110, section 14.4).
 *
 * @param first the first byte; -1 in an answer that no range can be served
 * @param last the last byte, inclusive; -1 like the first
 * @param size the length of the whole
 */
record ContentRange(long first, long last, long size) {
  private static final Pattern FORMAT =
      Pattern.compile(
          "bytes\\s+(?:(\\d{1,18})-(\\d{1,18})|\\*)/(\\d{1,18})", Pattern.CASE_INSENSITIVE);

  static Optional<ContentRange> parse(String header) {
    Matcher matcher = FORMAT.matcher(header.trim());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long size = Long.parseLong(matcher.group(3));
    if (matcher.group(1) == null) {
      return Optional.of(new ContentRange(-1, -1, size));
    }
    return Optional.of(
        new ContentRange(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)), size));
  }

  long length() {
    return last - first + 1;
  }

  @Override
  public String toString() {
    return "bytes " + (first < 0 ? "*" : first + " to " + last) + " of " + size;
  }
}
