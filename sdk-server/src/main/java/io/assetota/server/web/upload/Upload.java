package io.assetota.server.web.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartConfig;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * A form with a file. The file goes to disk while it arrives, and is deleted when this is closed.
 */
public final class Upload implements AutoCloseable {
  private static final int MAX_PARTS = 16;
  private static final int MAX_FIELD = 4 * 1024;
  private static final int MAX_OVERHEAD = 64 * 1024;

  private final MultiPartFormData.Parts parts;

  private Upload(MultiPartFormData.Parts parts) {
    this.parts = parts;
  }

  /** Reads all of it; refuses a file of more bytes than that, if possible before reading. */
  public static Upload read(Exchange exchange, UploadLimit limit) throws IOException {
    String type = exchange.header("Content-Type").orElse("");
    if (!type.startsWith("multipart/form-data")) {
      throw new HttpException(415, "A form with a file is expected");
    }
    limit.require(exchange, MAX_OVERHEAD);
    long maxBytes = limit.maxBytes();
    MultiPartConfig config =
        new MultiPartConfig.Builder()
            .location(limit.folder())
            .maxParts(MAX_PARTS)
            .maxHeadersSize(MAX_FIELD)
            .maxMemoryPartSize(MAX_FIELD)
            .maxPartSize(maxBytes)
            .maxSize(maxBytes + MAX_OVERHEAD)
            .useFilesForPartsWithoutFileName(false)
            .build();
    try {
      return new Upload(
          MultiPartFormData.getParts(exchange.request(), exchange.request(), type, config));
    } catch (RuntimeException e) {
      // The parser throws the same exceptions for too large and for malformed.
      if (Request.getContentBytesRead(exchange.request()) >= maxBytes) {
        throw tooLarge(maxBytes);
      }
      throw HttpException.badRequest("The form can't be read");
    }
  }

  private static HttpException tooLarge(long maxBytes) {
    return new HttpException(413, "The file may have at most " + maxBytes + " bytes");
  }

  /** Refuses a form that has other fields than its page gave it, or one of them twice. */
  public void requireOnly(String... names) throws HttpException {
    Set<String> left = new HashSet<>(List.of(names));
    for (MultiPart.Part part : parts) {
      if (!left.remove(part.getName())) {
        throw HttpException.badRequest(
            "The form has no field " + part.getName() + ", or has it twice: reload the page");
      }
    }
  }

  /** The text of a field; empty if there is none. */
  public String field(String name) {
    MultiPart.Part part = parts.getFirst(name);
    return part == null || part.getFileName() != null ? "" : part.getContentAsString(UTF_8);
  }

  /** The file of a field. */
  public InputStream file(String name) throws HttpException {
    MultiPart.Part part = parts.getFirst(name);
    if (part == null || part.getLength() == 0) {
      throw HttpException.badRequest("Choose a file first");
    }
    return Content.Source.asInputStream(part.getContentSource());
  }

  @Override
  public void close() {
    parts.close();
  }
}
