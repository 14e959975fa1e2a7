package io.assetota.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.server.web.limit.Network;
import io.assetota.server.web.limit.Visitor;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** A request and its one answer. */
public final class Exchange {
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final String route;
  private final Map<String, String> path;
  private final Answering answering;
  private final AtomicInteger handedOver = new AtomicInteger();
  private volatile boolean answered;
  private volatile byte @Nullable [] body;
  private volatile IntConsumer whenAnswered = status -> {};
  private volatile String notes = "";

  Exchange(
      Request request,
      Response response,
      Callback callback,
      String route,
      Map<String, String> path,
      Answering answering) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.route = route;
    this.path = path;
    this.answering = answering;
  }

  /** The method. */
  public String method() {
    return request.getMethod();
  }

  /** The path with its query, as the client wrote it. */
  public String pathAndQuery() {
    return request.getHttpURI().getPathQuery();
  }

  /** The path without its query, which may hold secrets. */
  String path() {
    return String.valueOf(request.getHttpURI().getPath());
  }

  /** The pattern of the route. */
  public String route() {
    return route;
  }

  /** All segments of the path that the route gives names, in the order of the path. */
  public Collection<String> pathValues() {
    return path.values();
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

  /** The token of a client that shows one as {@code Authorization: Bearer} (RFC 6750, 2.1). */
  public Optional<String> bearer() {
    String scheme = "Bearer ";
    return header("Authorization")
        .filter(h -> h.regionMatches(true, 0, scheme, 0, scheme.length()))
        .map(h -> h.substring(scheme.length()).strip());
  }

  /** The parameters of the query. */
  public Query query() {
    return new Query(request);
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

  /** Whether the client's connection comes from the machine that the server runs on. */
  public boolean isFromThisMachine() {
    return request.getConnectionMetaData().getRemoteSocketAddress()
            instanceof InetSocketAddress remote
        && remote.getAddress() != null
        && remote.getAddress().isLoopbackAddress();
  }

  /** Whether the connection is encrypted. */
  public boolean isSecure() {
    return request.isSecure();
  }

  /** The whole body, which {@link Body} has read before. */
  public byte[] body() {
    return Objects.requireNonNull(body, "the body was not read");
  }

  void setBody(byte[] whole) {
    body = whole;
  }

  boolean hasBody() {
    return request.getLength() > 0
        || (request.getLength() < 0 && request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING));
  }

  /** The body, as it comes. Reading it blocks a thread, so read it only in a {@link Lane}. */
  public InputStream bodyStream() {
    return Request.asInputStream(request);
  }

  /** The length that the client announces. */
  public long announcedLength() {
    return request.getLength();
  }

  public Request request() {
    return request;
  }

  public Response response() {
    return response;
  }

  boolean isAnswered() {
    return answered;
  }

  /** Where the client comes from: its IPv4 address, or its IPv6 network. */
  public String network() {
    return Network.of(request.getConnectionMetaData().getRemoteSocketAddress());
  }

  /** Notes that the client has authenticated: its connection is no stranger's. */
  public void isKnown() {
    Visitor.of(request).isKnown();
  }

  Answering answering() {
    return answering;
  }

  /** How often another thread took over. */
  int handedOver() {
    return handedOver.get();
  }

  void handOver() {
    handedOver.incrementAndGet();
  }

  void goOn(Endpoint rest) {
    answering.run(this, rest);
  }

  /**
   * Continues in a lane, or refuses the request if the lane is full.
   *
   * @param lane the threads that this kind of work has
   * @param rest answers there
   */
  public void continueIn(Lane lane, Endpoint rest) throws HttpException {
    // The client waits for the server, so its silence is no fault.
    request.addIdleTimeoutListener(timeout -> false);
    handOver();
    try {
      lane.execute(() -> answering.runInLane(this, rest));
    } catch (HttpException e) {
      set("Retry-After", "5");
      throw e;
    }
  }

  /** Takes the callback, which must be completed exactly once. */
  public Callback answer() {
    if (answered) {
      throw new IllegalStateException("answered already");
    }
    answered = true;
    whenAnswered.accept(response.getStatus());
    return callback;
  }

  /** Sets who is told the status, once, before the answer is sent. */
  public void whenAnswered(IntConsumer listener) {
    whenAnswered = listener;
  }

  /** Notes what came of the request, for whoever reads later who did what; no secrets. */
  public void note(String text) {
    notes = text;
  }

  /** What was noted, or an empty text. */
  public String notes() {
    return notes;
  }

  private void write(byte[] content) {
    new AnswerWriter(request, response, answering.limits().body())
        .write(content, answer(), body == null && hasBody());
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
    response.setStatus(status);
    if (status != 304) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 0);
    }
    write(new byte[0]);
  }

  /** Answers. */
  public void send(int status, String contentType, byte[] body) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    write(method().equals("HEAD") ? new byte[0] : body);
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
