package io.assetota.testing;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bytes that a {@link WebServer} gives in ranges, with an entity tag. It answers as hawkBit and
 * nginx do: 200 with all of it, 206, 412 for {@code If-Match} with another tag, and 416.
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record RangedContent(byte[] content, String etag) {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");

  /** The bytes that a request asks for: the first one and the last one; all without a range. */
  public long[] range(Request request) {
    Optional<String> header = request.header("Range");
    long last = content.length - 1L;
    if (header.isEmpty()) {
      return new long[] {0, last};
    }
    Matcher range = RANGE.matcher(header.get());
    if (!range.matches()) {
      throw new AssertionError("Our clients never ask for " + header.get());
    }
    if (range.group(1).isEmpty()) {
      return new long[] {Math.max(0, content.length - Long.parseLong(range.group(2))), last};
    }
    long wanted = range.group(2).isEmpty() ? last : Long.parseLong(range.group(2));
    return new long[] {Long.parseLong(range.group(1)), Math.min(wanted, last)};
  }

  /** Answers a request. */
  public Answer answer(Request request) {
    if (request.header("If-Match").filter(tag -> !tag.equals(etag)).isPresent()) {
      return Answer.of(412);
    }
    boolean whole =
        request.header("Range").isEmpty()
            || request.header("If-Range").filter(tag -> !tag.equals(etag)).isPresent();
    if (whole) {
      return new Answer(200, Map.of("ETag", etag, "Accept-Ranges", "bytes"), content);
    }
    long[] range = range(request);
    if (range[0] > range[1]) {
      return new Answer(416, Map.of("Content-Range", "bytes */" + content.length), new byte[0]);
    }
    return new Answer(
        206,
        Map.of("ETag", etag, "Content-Range", contentRange(range)),
        Arrays.copyOfRange(content, (int) range[0], (int) range[1] + 1));
  }

  /** The value of the header that names a range. */
  public String contentRange(long[] range) {
    return "bytes " + range[0] + "-" + range[1] + "/" + content.length;
  }
}
