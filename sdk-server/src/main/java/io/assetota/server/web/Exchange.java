package io.assetota.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request and its one answer. */
public final class Exchange {
  private static final Logger log = LoggerFactory.getLogger(Exchange.class);

  /** What a refused request may still send before it is cut off. */
  private static final int MAX_DRAINED = 16 * 1024 * 1024;

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Map<String, String> path;
  private boolean answered;

  Exchange(Request request, Response response, Callback callback, Map<String, String> path) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.path = path;
  }

  /** The method. */
  public String method() {
    return request.getMethod();
  }

  /** The path with its query, as the client wrote it. */
  public String pathAndQuery() {
    return request.getHttpURI().getPathQuery();
  }

  /** A segment of the path, by the name that its route gives it. */
  public String path(String name) {
    return Objects.requireNonNull(path.get(name), name);
  }

  /** A segment of the path that is a number. */
  public long number(String name) throws HttpException {
    try {
      return Long.parseLong(path(name));
    } catch (NumberFormatException e) {
      throw HttpException.notFound();
    }
  }

  /** A header's value, or the first of several. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeaders().get(name));
  }

  /** A parameter of the query, or the first of several. */
  public Optional<String> query(String name) {
    return Optional.ofNullable(Request.extractQueryParameters(request).getValue(name));
  }

  /** A cookie's value. */
  public Optional<String> cookie(String name) {
    return Request.getCookies(request).stream()
        .filter(c -> c.getName().equals(name))
        .map(HttpCookie::getValue)
        .findFirst();
  }

  /** The client's address. */
  public String remoteAddress() {
    return Objects.requireNonNullElse(Request.getRemoteAddr(request), "unknown");
  }

  /** Whether the connection is encrypted. */
  public boolean isSecure() {
    return request.isSecure();
  }

  /** The whole body, if it has at most so many bytes. */
  public byte[] body(int maxBytes) throws IOException {
    byte[] body = bodyStream().readNBytes(maxBytes + 1);
    if (body.length > maxBytes) {
      throw new HttpException(413, "The request may have at most " + maxBytes + " bytes");
    }
    return body;
  }

  /** The body, as it comes. */
  public InputStream bodyStream() {
    return Request.asInputStream(request);
  }

  /** The length that the client announces. */
  public long announcedLength() {
    return request.getLength();
  }

  Request request() {
    return request;
  }

  Response response() {
    return response;
  }

  boolean isAnswered() {
    return answered;
  }

  /**
   * Reads what is left of an upload that was refused, up to a limit: a client that still sends when
   * the connection is closed often never sees the answer (RFC 9112, section 9.6).
   */
  private boolean isDrained() {
    byte[] chunk = new byte[16 * 1024];
    try {
      InputStream rest = bodyStream();
      for (int left = MAX_DRAINED; left > 0; left -= chunk.length) {
        if (rest.readNBytes(chunk, 0, chunk.length) < chunk.length) {
          return true;
        }
      }
    } catch (IOException e) {
      log.debug("{} went on with a refused request, and broke it off", remoteAddress(), e);
    }
    return false;
  }

  /** Takes the right and the duty to answer. */
  Callback answer() {
    if (answered) {
      throw new IllegalStateException("answered already");
    }
    answered = true;
    if (!request.consumeAvailable() && !isDrained()) {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    return callback;
  }

  /** Sets a header of the answer. */
  public Exchange set(String name, String value) {
    response.getHeaders().put(name, value);
    return this;
  }

  /** Adds a cookie to the answer. */
  public Exchange setCookie(HttpCookie cookie) {
    Response.putCookie(response, cookie);
    return this;
  }

  /** Answers without a body. */
  public void send(int status) {
    Callback done = answer();
    response.setStatus(status);
    if (status != 304) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 0);
    }
    done.succeeded();
  }

  /** Answers. */
  public void send(int status, String contentType, byte[] body) {
    Callback done = answer();
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    if (method().equals("HEAD")) {
      done.succeeded();
    } else {
      response.write(true, ByteBuffer.wrap(body), done);
    }
  }

  /** Answers with text. */
  public void send(int status, String contentType, String body) {
    send(status, contentType, body.getBytes(UTF_8));
  }

  /** Sends the client to a page of this server, to be read with GET. */
  public void redirect(String location) {
    response.getHeaders().put(HttpHeader.LOCATION, location);
    send(303);
  }
}
