package io.assetota.server.web.download;

import io.assetota.server.web.Exchange;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;

/**
 * A file that never changes, or a range of it (RFC 9110, 13 and 14). Sending takes no thread while
 * the client is slow.
 *
 * @param file its path
 * @param size its length in bytes
 * @param etag its strong ETag with quotes
 * @param contentType its type
 */
public record FileDownload(Path file, long size, String etag, String contentType) {
  /** Answers a GET or HEAD; tells how many bytes went out, bit by bit. */
  public void send(Exchange exchange, Downloads downloads, LongConsumer sent) {
    exchange.set("Accept-Ranges", "bytes").set("ETag", etag);
    // The URL stays the same for another bundle only if that has another ETag.
    exchange.set("Cache-Control", "private, no-cache");
    if (exchange.header("If-Match").filter(h -> !matches(h)).isPresent()) {
      exchange.send(412);
    } else if (exchange.header("If-None-Match").filter(this::matches).isPresent()) {
      exchange.send(304);
    } else {
      Optional<ByteRange> range = range(exchange);
      if (range.isEmpty()) {
        send(exchange, 200, new ByteRange(0, size), downloads, sent);
      } else if (range.get().equals(ByteRange.UNSATISFIABLE)) {
        exchange.set("Content-Range", "bytes */" + size).send(416);
      } else {
        exchange.set("Content-Range", range.get().contentRange(size));
        send(exchange, 206, range.get(), downloads, sent);
      }
    }
  }

  private Optional<ByteRange> range(Exchange exchange) {
    // A range of another file would be mixed into what the client has. HEAD has no range.
    boolean sameFile = exchange.header("If-Range").map(etag::equals).orElse(true);
    return sameFile && exchange.method().equals("GET")
        ? exchange.header("Range").flatMap(h -> ByteRange.parse(h, size))
        : Optional.empty();
  }

  private boolean matches(String header) {
    for (String tag : header.split(",", -1)) {
      if (tag.strip().equals(etag) || tag.strip().equals("*")) {
        return true;
      }
    }
    return false;
  }

  private void send(
      Exchange exchange, int status, ByteRange range, Downloads downloads, LongConsumer sent) {
    Response response = exchange.response();
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, range.length());
    if (exchange.method().equals("HEAD") || range.length() == 0) {
      exchange.answer().succeeded();
    } else {
      downloads.send(exchange, file, range, sent);
    }
  }
}
