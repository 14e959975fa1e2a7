package io.assetota.ota.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.base.Splitter;
import com.google.common.net.InetAddresses;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ServerSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A web server for one bundle, written down to the socket so that it can break the protocol at any
 * byte. Counts what it sends.
 */
public final class RangeServer implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(RangeServer.class);

  /** What the server got. */
  public record Request(String method, String path, Map<String, String> headers) {
    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  /** Answers a request in its own way. */
  @FunctionalInterface
  public interface Behaviour {
    void answer(Request request, Response response) throws IOException;
  }

  private final CountDownLatch closing = new CountDownLatch(1);
  private final ServerSocket socket;
  private final String scheme;
  private final Thread acceptor;
  private final AtomicLong bodyBytes = new AtomicLong();
  private final AtomicInteger requests = new AtomicInteger();
  private final List<Request> received = new CopyOnWriteArrayList<>();
  private volatile byte[] content;
  private volatile String etag = "\"v1\"";
  private volatile Behaviour behaviour = (request, response) -> response.serve();

  public RangeServer(byte[] content) throws IOException {
    this(content, ServerSocketFactory.getDefault(), "http");
  }

  public RangeServer(byte[] content, ServerSocketFactory sockets, String scheme)
      throws IOException {
    this(content, scheme, sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
  }

  public static RangeServer onIpv6(byte[] content) throws IOException {
    return new RangeServer(
        content, "http", new ServerSocket(0, 50, InetAddresses.forString("::1")));
  }

  private RangeServer(byte[] content, String scheme, ServerSocket socket) {
    this.content = content;
    this.scheme = scheme;
    this.socket = socket;
    this.acceptor = new Thread(this::accept, "range-server");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  public URI uri() {
    return URI.create(scheme + "://localhost:" + socket.getLocalPort() + "/bundle.zip");
  }

  public void behave(Behaviour newBehaviour) {
    behaviour = newBehaviour;
  }

  /** Behaves for the first requests only, and properly afterwards. */
  public void behaveOnce(int count, Behaviour first) {
    AtomicInteger left = new AtomicInteger(count);
    behaviour =
        (request, response) -> {
          if (left.getAndDecrement() > 0) {
            first.answer(request, response);
          } else {
            response.serve();
          }
        };
  }

  public void replace(byte[] newContent, String newEtag) {
    content = newContent;
    etag = newEtag;
  }

  public byte[] content() {
    return content;
  }

  public long bodyBytes() {
    return bodyBytes.get();
  }

  public int requests() {
    return requests.get();
  }

  public List<Request> log() {
    return List.copyOf(received);
  }

  public void resetCounters() {
    bodyBytes.set(0);
    requests.set(0);
    received.clear();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        Thread thread = new Thread(() -> converse(connection), "range-server-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new java.io.UncheckedIOException(e);
        }
      }
    }
  }

  private void converse(Socket connection) {
    try (connection;
        InputStream in = new BufferedInputStream(connection.getInputStream());
        OutputStream out = connection.getOutputStream()) {
      connection.setTcpNoDelay(true);
      for (Request request = read(in); request != null; request = read(in)) {
        requests.incrementAndGet();
        received.add(request);
        behaviour.answer(request, new Response(request, out));
      }
    } catch (IOException e) {
      // the client went away, or the behaviour cut the line: both are what tests want
      log.debug("The conversation ended", e);
    }
  }

  private static Request read(InputStream in) throws IOException {
    String line = readLine(in);
    if (line.isEmpty()) {
      return null;
    }
    List<String> words = Splitter.on(' ').splitToList(line);
    Map<String, String> headers = new TreeMap<>();
    for (String header = readLine(in); !header.isEmpty(); header = readLine(in)) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).trim());
    }
    return new Request(words.get(0), words.get(1), headers);
  }

  private static String readLine(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    closing.countDown();
    socket.close();
  }

  /** What a behaviour can do. */
  public final class Response {
    private final Request request;
    private final OutputStream out;

    public Response(Request request, OutputStream out) {
      this.request = request;
      this.out = out;
    }

    /** Bytes of the content that the request asks for: first and last. */
    public long[] range() {
      String range = request.header("Range");
      if (!range.startsWith("bytes=")) {
        return new long[] {0, content.length - 1};
      }
      String spec = range.substring("bytes=".length());
      if (spec.startsWith("-")) {
        return new long[] {
          Math.max(0, content.length - Long.parseLong(spec.substring(1))), content.length - 1
        };
      }
      List<String> ends = Splitter.on('-').splitToList(spec);
      return new long[] {
        Long.parseLong(ends.get(0)), Math.min(Long.parseLong(ends.get(1)), content.length - 1)
      };
    }

    /** Whether the request is the first of a source, for the head of the bundle. */
    public boolean isFirst() {
      return request.header("Range").equals("bytes=0-" + (HttpSource.HEAD - 1));
    }

    /** Whether the request is for the directory. */
    public boolean isTail() {
      return range()[1] == content.length - 1;
    }

    /** Answers as it should be. */
    public void serve() throws IOException {
      serve(Integer.MAX_VALUE);
    }

    /** Answers as it should be, but cuts the line after some bytes of the body. */
    public void serve(int bodyLimit) throws IOException {
      String ifRange = request.header("If-Range");
      boolean whole =
          request.header("Range").isEmpty() || (!ifRange.isEmpty() && !ifRange.equals(etag));
      if (whole) {
        send(
            "200 OK",
            List.of("Content-Length: " + content.length, "ETag: " + etag),
            content,
            0,
            content.length,
            bodyLimit);
        return;
      }
      long[] range = range();
      int length = (int) (range[1] - range[0] + 1);
      send(
          "206 Partial Content",
          List.of(
              "Content-Length: " + length,
              "Content-Range: bytes " + range[0] + "-" + range[1] + "/" + content.length,
              "ETag: " + etag),
          content,
          (int) range[0],
          length,
          bodyLimit);
    }

    /** Answers with anything. */
    public void send(String status, List<String> headers, byte[] body) throws IOException {
      send(status, headers, body, 0, body.length, Integer.MAX_VALUE);
    }

    public void send(
        String status, List<String> headers, byte[] body, int offset, int length, int bodyLimit)
        throws IOException {
      head(status, headers);
      int count = Math.min(length, bodyLimit);
      body(body, offset, count);
      if (count < length) {
        throw new IOException("cut");
      }
    }

    public void head(String status, List<String> headers) throws IOException {
      out.write(
          ("HTTP/1.1 " + status + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n")
              .getBytes(ISO_8859_1));
      out.flush();
    }

    /** The head of a proper answer to a range, for a body that is none. */
    public void partialHead(String... moreHeaders) throws IOException {
      long[] range = range();
      List<String> headers = new ArrayList<>(List.of(moreHeaders));
      headers.add("Content-Range: bytes " + range[0] + "-" + range[1] + "/" + content.length);
      headers.add("ETag: " + etag);
      head("206 Partial Content", headers);
    }

    public void body(byte[] body, int offset, int length) throws IOException {
      out.write(body, offset, length);
      out.flush();
      bodyBytes.addAndGet(length);
    }

    /** Says nothing more, until the server is closed. */
    public void stall() throws IOException {
      try {
        closing.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new IOException("stalled");
    }

    public byte[] content() {
      return content;
    }

    public String etag() {
      return etag;
    }
  }
}
