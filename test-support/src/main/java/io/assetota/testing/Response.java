package io.assetota.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What a behaviour of a {@link WebServer} writes to the connection. */
public final class Response {
  private final Request request;
  private final OutputStream out;
  private final AtomicLong bodyBytes;
  private final CountDownLatch closing;

  Response(Request request, OutputStream out, AtomicLong bodyBytes, CountDownLatch closing) {
    this.request = request;
    this.out = out;
    this.bodyBytes = bodyBytes;
    this.closing = closing;
  }

  /** Writes a complete answer. */
  public void send(Answer answer) throws IOException {
    head(answer);
    if (!request.method().equals("HEAD")) {
      body(answer.body(), 0, answer.body().length);
    }
  }

  /** Writes the status and the headers of an answer, with the length of its body. */
  public void head(Answer answer) throws IOException {
    List<String> lines = new ArrayList<>();
    answer.headers().forEach((name, value) -> lines.add(name + ": " + value));
    lines.add("Content-Length: " + answer.body().length);
    head(answer.status() + " Status", lines);
  }

  /** Writes a status, such as "200 OK", and lines of headers. */
  public void head(String status, List<String> headers) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\n");
    headers.forEach(line -> head.append(line).append("\r\n"));
    out.write(head.append("\r\n").toString().getBytes(ISO_8859_1));
    out.flush();
  }

  /** Writes bytes of a body. */
  public void body(byte[] bytes, int offset, int length) throws IOException {
    // Counted before: whoever has got the bytes finds them counted.
    bodyBytes.addAndGet(length);
    try {
      out.write(bytes, offset, length);
      out.flush();
    } catch (IOException e) {
      bodyBytes.addAndGet(-length);
      throw e;
    }
  }

  /** Sends nothing for so many milliseconds, or until the server is closed. */
  public void pause(long millis) throws IOException {
    try {
      if (closing.await(millis, TimeUnit.MILLISECONDS)) {
        throw new IOException("The server is closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  /** Sends nothing more, until the server is closed. */
  public void stall() throws IOException {
    pause(Long.MAX_VALUE);
  }
}
