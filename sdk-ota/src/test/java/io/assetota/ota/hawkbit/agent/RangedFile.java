package io.assetota.ota.hawkbit.agent;

import com.google.common.hash.Hashing;
import io.assetota.ota.hawkbit.agent.WebServer.Request;
import io.assetota.ota.hawkbit.agent.WebServer.Response;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An artifact as hawkBit sends it; ranges.json of the recordings says how. */
public final class RangedFile {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");

  private final byte[] content;
  private final AtomicLong bytesSent = new AtomicLong();

  public RangedFile(byte[] content) {
    this.content = content;
  }

  public byte[] content() {
    return content;
  }

  public long bytesSent() {
    return bytesSent.get();
  }

  @SuppressWarnings("deprecation") // what hawkBit takes for an entity tag
  public String sha1() {
    return Hashing.sha1().hashBytes(content).toString();
  }

  public String etag() {
    return "\"" + sha1() + "\"";
  }

  public Response answer(Request request) {
    if (request.header("If-Match").filter(tag -> !tag.equals(etag())).isPresent()) {
      return Response.of(412);
    }
    boolean whole =
        request.header("Range").isEmpty()
            || request.header("If-Range").filter(tag -> !tag.equals(etag())).isPresent();
    if (whole) {
      return send(200, Map.of("ETag", etag(), "Accept-Ranges", "bytes"), content);
    }
    Matcher range = RANGE.matcher(request.header("Range").orElseThrow());
    if (!range.matches()) {
      throw new AssertionError("our client never asks for " + request.header("Range"));
    }
    boolean suffix = range.group(1).isEmpty();
    int first =
        suffix
            ? Math.max(0, content.length - Integer.parseInt(range.group(2)))
            : Integer.parseInt(range.group(1));
    int last =
        suffix || range.group(2).isEmpty()
            ? content.length - 1
            : Math.min(content.length - 1, Integer.parseInt(range.group(2)));
    if (first > last) {
      return new Response(416, Map.of("Content-Range", "bytes */" + content.length), new byte[0]);
    }
    return send(
        206,
        Map.of(
            "ETag", etag(), "Content-Range", "bytes " + first + "-" + last + "/" + content.length),
        Arrays.copyOfRange(content, first, last + 1));
  }

  private Response send(int status, Map<String, String> headers, byte[] body) {
    bytesSent.addAndGet(body.length);
    return new Response(status, headers, body);
  }
}
