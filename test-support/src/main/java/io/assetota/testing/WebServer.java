package io.assetota.testing;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * An HTTP/1.1 server on a free port of this machine. It works on sockets, so that a test can break
 * the protocol at any byte; it keeps every request and counts the bytes of bodies that it sends.
 */
public final class WebServer implements Closeable {
  private static final int BACKLOG = 50;

  /** Answers requests, each on the thread of its connection. */
  @FunctionalInterface
  public interface Behaviour {
    /**
     * Answers one request.
     *
     * @throws IOException to cut the connection
     */
    void answer(Request request, Response response) throws IOException;
  }

  /**
   * Answers requests completely. An answer that fails gives the client the status 400, and fails
   * the test at {@link #requireNoFailure()}.
   */
  @FunctionalInterface
  public interface Answers {
    /** Makes the answer to one request. */
    Answer answer(Request request) throws IOException;
  }

  private final ServerSocket socket;
  private final String scheme;
  private final Behaviour behaviour;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();

  /** Each answer counts where it began to: what still runs when all is forgotten counts no more. */
  private volatile AtomicLong bodyBytes = new AtomicLong();

  private final CountDownLatch closing = new CountDownLatch(1);

  private WebServer(ServerSocket socket, String scheme, Behaviour behaviour) {
    this.socket = socket;
    this.scheme = scheme;
    this.behaviour = behaviour;
    Thread acceptor = new Thread(this::accept, "web-server");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  /** Starts a server at the loopback address. */
  public static WebServer start(Answers answers) throws IOException {
    return start(behaviour(answers));
  }

  /** Starts a server at the loopback address. */
  public static WebServer start(Behaviour behaviour) throws IOException {
    return startAt(InetAddress.getLoopbackAddress(), behaviour);
  }

  /** Starts a server at an address of this machine. */
  public static WebServer startAt(InetAddress address, Behaviour behaviour) throws IOException {
    return new WebServer(new ServerSocket(0, BACKLOG, address), "http", behaviour);
  }

  /** Starts a server with TLS. */
  public static WebServer startEncrypted(SSLContext tls, Behaviour behaviour) throws IOException {
    return new WebServer(encrypted(tls), "https", behaviour);
  }

  /** Starts a server with TLS that refuses clients without a certificate. */
  public static WebServer startForCertificates(SSLContext tls, Answers answers) throws IOException {
    return startForCertificates(tls, behaviour(answers));
  }

  /** Starts a server with TLS that refuses clients without a certificate. */
  public static WebServer startForCertificates(SSLContext tls, Behaviour behaviour)
      throws IOException {
    SSLServerSocket socket = encrypted(tls);
    socket.setNeedClientAuth(true);
    return new WebServer(socket, "https", behaviour);
  }

  private static Behaviour behaviour(Answers answers) {
    return (request, response) -> response.send(answers.answer(request));
  }

  private static SSLServerSocket encrypted(SSLContext tls) throws IOException {
    return (SSLServerSocket)
        tls.getServerSocketFactory()
            .createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
  }

  /** Its address, without a path. */
  public URI uri() {
    return URI.create(scheme + "://localhost:" + port());
  }

  /** Its port. */
  public int port() {
    return socket.getLocalPort();
  }

  /** All requests so far. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** The bytes that were sent in bodies of answers. */
  public long bodyBytes() {
    return bodyBytes.get();
  }

  /** Forgets the requests and the bytes. */
  public void forget() {
    requests.clear();
    bodyBytes = new AtomicLong();
  }

  /** Fails the test if an answer failed: the request was not what the test expects. */
  public void requireNoFailure() {
    Optional<Throwable> first = failures.stream().findFirst();
    if (first.isPresent()) {
      throw new AssertionError("Unexpected request; all were " + requests, first.get());
    }
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        Thread thread = new Thread(() -> converse(connection), "web-server-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void converse(Socket connection) {
    connections.add(connection);
    try (connection) {
      connection.setTcpNoDelay(true);
      RequestReader reader =
          new RequestReader(
              new BufferedInputStream(connection.getInputStream()), connection.getOutputStream());
      Optional<Request> request = reader.read();
      while (request.isPresent()) {
        requests.add(request.get());
        answer(
            request.get(),
            new Response(request.get(), connection.getOutputStream(), bodyBytes, closing));
        request = reader.read();
      }
    } catch (IOException e) {
      // The client has gone, or the behaviour cut the connection: tests want both.
    } finally {
      connections.remove(connection);
    }
  }

  private void answer(Request request, Response response) throws IOException {
    try {
      behaviour.answer(request, response);
    } catch (RuntimeException | AssertionError e) {
      failures.add(e);
      response.send(Answer.of(400));
    }
  }

  /** Stops, and cuts all connections. */
  @Override
  public void close() {
    closing.countDown();
    try {
      socket.close();
      for (Socket connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
