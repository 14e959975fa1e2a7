package io.assetota.server.web;

import io.assetota.server.web.limit.Complaints;
import io.assetota.server.web.limit.Slots;
import io.assetota.server.web.limit.Visitor;
import io.assetota.server.web.limit.WebLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.URIUtil;

/** Finds the endpoint for a request, and an answer for its failures. */
public final class Router extends Handler.Abstract {
  private static final String NONE = "none";

  private final List<Route> routes = new ArrayList<>();

  /** Who answers where there is no route, by the beginning of the path. */
  private final Map<String, Answering> elsewhere = new HashMap<>();

  private final Answering plain;
  private final RequestListener listener;
  private final LongSupplier nanos;

  /**
   * A router without routes.
   *
   * @param failures which answers stand for the exceptions of endpoints
   * @param limits what clients may use
   * @param complaints the log of what clients do wrong
   * @param inProgress counts what is being answered
   * @param whenError is told of each error of Java itself, after it was logged
   * @param listener is told of each request that was answered
   * @param nanos a clock that only goes forward, in nanoseconds
   */
  public Router(
      Failures failures,
      WebLimits limits,
      Complaints complaints,
      InProgress inProgress,
      Consumer<Error> whenError,
      RequestListener listener,
      LongSupplier nanos) {
    this.listener = listener;
    this.nanos = nanos;
    plain =
        new Answering(
            Router::showPlain,
            failures,
            limits,
            new Slots(limits.strangersBodies()),
            complaints,
            inProgress,
            whenError);
  }

  /**
   * Adds the routes of an area.
   *
   * @param name what it is called where its requests are counted
   * @param errors how the area shows errors
   * @return where to add them
   */
  public Area area(String name, ErrorPage errors) {
    return new Area(name, errors);
  }

  /** Lists the routes: an area, a method and a pattern each. */
  public List<String> routes() {
    return routes.stream().map(r -> r.area() + " " + r.method() + " " + r.path()).toList();
  }

  /** The area whose beginning has the most of the path in common. */
  private Answering areaOf(String path) {
    Answering found = plain;
    int longest = -1;
    for (Map.Entry<String, Answering> area : elsewhere.entrySet()) {
      if (path.startsWith(area.getKey()) && area.getKey().length() > longest) {
        longest = area.getKey().length();
        found = area.getValue();
      }
    }
    return found;
  }

  /** Routes that show errors in the same way. */
  public final class Area {
    private final String name;
    private final Answering answering;

    private Area(String name, ErrorPage errors) {
      this.name = name;
      answering = plain.with(errors);
    }

    /** Shows the errors of all paths that begin like this, also where there is no route. */
    public Area under(String beginning) {
      elsewhere.put(beginning, answering);
      return this;
    }

    /** Adds a route; {@code {name}} in the pattern stands for one segment. GET serves HEAD, too. */
    public Area on(String method, String pattern, Endpoint endpoint) {
      routes.add(new Route(name, method, pattern, Route.split(pattern), endpoint, answering));
      return this;
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Visitor.of(request).begins(request);
    SecurityHeaders.addTo(response);
    String whole = Request.getPathInContext(request);
    Answering around = areaOf(whole);
    Exchange exchange = new Exchange(request, response, callback, NONE, Map.of(), around);
    List<String> path = new ArrayList<>();
    for (String segment : Route.split(whole)) {
      path.add(URIUtil.decodePath(segment));
    }
    if (!whole.equals(request.getHttpURI().getPath())) {
      measure(request, response, NONE, NONE);
      // Dot segments, parameters and the like: no client of ours needs them.
      around.errors().show(exchange, 400, "Not a plain path");
      return true;
    }
    String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
    List<String> allowed = new ArrayList<>();
    for (Route route : routes) {
      Optional<Map<String, String>> named = route.match(path);
      if (named.isPresent()) {
        if (route.method().equals(method)) {
          measure(request, response, route.area(), route.path());
          Answering answering = route.answering();
          answering.run(
              new Exchange(request, response, callback, route.path(), named.get(), answering),
              route.endpoint());
          return true;
        }
        allowed.add(route.method());
      }
    }
    measure(request, response, NONE, NONE);
    if (allowed.isEmpty()) {
      around.errors().show(exchange, 404, "Not found");
    } else {
      exchange.set("Allow", String.join(", ", allowed));
      around.errors().show(exchange, 405, "Not allowed here");
    }
    return true;
  }

  private void measure(Request request, Response response, String area, String route) {
    long begin = nanos.getAsLong();
    Request.addCompletionListener(
        request,
        failure -> listener.answered(area, route, response.getStatus(), nanos.getAsLong() - begin));
  }

  private static void showPlain(Exchange exchange, int status, String message) {
    exchange.send(status, "text/plain; charset=utf-8", message + "\n");
  }
}
