package io.assetota.server.web;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Writes an answer, also to a client that still sends.
 *
 * @param request the request
 * @param response the response to it
 * @param bodyTime how long a client may take to send the rest of its body
 */
record AnswerWriter(Request request, Response response, Duration bodyTime) {
  /** How much a refused client may still send before it is cut off. */
  private static final long MAX_DRAINED = 64L * 1024 * 1024;

  /** Writes the last bytes of an answer; the rest of a body that was not read is drained. */
  void write(byte[] content, Callback done, boolean isUnread) {
    ByteBuffer bytes = ByteBuffer.wrap(content);
    if (!isUnread) {
      response.write(true, bytes, done);
      return;
    }
    // A client that still sends when the connection is closed often never sees the answer (RFC
    // 9112, section 9.6), so what is left of its request is read; unless it asked before it sent.
    boolean asks = request.getHeaders().contains(HttpHeader.EXPECT, "100-continue");
    if (asks || request.getLength() > MAX_DRAINED) {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    response.write(true, bytes, asks ? done : Callback.from(() -> drain(done), done::failed));
  }

  private void drain(Callback done) {
    new BodyReading(request, MAX_DRAINED, bodyTime, part -> {}, failure -> done.succeeded()).run();
  }
}
