package io.assetota.server.web;

import io.assetota.bundle.BundleException;
import io.assetota.server.fleet.RefusedException;
import io.assetota.server.store.DiskFullException;
import io.assetota.server.store.TooLargeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.URIUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the endpoint for a request, and an answer for what goes wrong there. */
public final class Router extends Handler.Abstract {
  private static final Logger log = LoggerFactory.getLogger(Router.class);

  private final List<Route> routes = new ArrayList<>();
  private final ErrorPage plain = Router::showPlain;

  /**
   * Adds the routes of an area.
   *
   * @param errors how the area shows errors
   * @return where to add them
   */
  public Area area(ErrorPage errors) {
    return new Area(errors);
  }

  /** Routes that show errors in the same way. */
  public final class Area {
    private final ErrorPage errors;

    private Area(ErrorPage errors) {
      this.errors = errors;
    }

    /** Adds a route; {@code {name}} in the pattern stands for one segment. GET serves HEAD, too. */
    public Area on(String method, String pattern, Endpoint endpoint) {
      routes.add(new Route(method, Route.split(pattern), endpoint, errors));
      return this;
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    SecurityHeaders.addTo(response);
    List<String> path = new ArrayList<>();
    for (String segment : Route.split(Request.getPathInContext(request))) {
      path.add(URIUtil.decodePath(segment));
    }
    if (!Request.getPathInContext(request).equals(request.getHttpURI().getPath())) {
      // Dot segments, parameters and the like: no client of ours needs them.
      plain.show(new Exchange(request, response, callback, Map.of()), 400, "Not a plain path");
      return true;
    }
    String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
    List<String> allowed = new ArrayList<>();
    for (Route route : routes) {
      Optional<Map<String, String>> named = route.match(path);
      if (named.isPresent()) {
        if (route.method().equals(method)) {
          run(route, new Exchange(request, response, callback, named.get()));
          return true;
        }
        allowed.add(route.method());
      }
    }
    Exchange exchange = new Exchange(request, response, callback, Map.of());
    if (allowed.isEmpty()) {
      plain.show(exchange, 404, "Not found");
    } else {
      exchange.set("Allow", String.join(", ", allowed));
      plain.show(exchange, 405, "Not allowed here");
    }
    return true;
  }

  private static void run(Route route, Exchange exchange) {
    try {
      route.endpoint().answer(exchange);
      if (!exchange.isAnswered()) {
        throw new IllegalStateException("no answer to " + exchange.method());
      }
    } catch (HttpException e) {
      fail(route, exchange, e.status(), message(e));
    } catch (RefusedException e) {
      fail(route, exchange, 409, message(e));
    } catch (BundleException e) {
      fail(route, exchange, 422, message(e));
    } catch (TooLargeException e) {
      fail(route, exchange, 413, message(e));
    } catch (DiskFullException e) {
      log.warn("The disk is full: {} {}", exchange.method(), exchange.pathAndQuery());
      fail(route, exchange, 507, message(e));
    } catch (EofException e) {
      // The client went away in the middle of its request.
      log.debug("Lost {}", exchange.remoteAddress(), e);
      fail(route, exchange, 400, "The request was cut off");
    } catch (org.eclipse.jetty.http.HttpException.RuntimeException e) {
      fail(route, exchange, e.getCode(), "The request can't be understood");
    } catch (IOException | RuntimeException e) {
      log.error("Failed to answer {} {}", exchange.method(), exchange.pathAndQuery(), e);
      fail(route, exchange, 500, "The server failed; its log tells more");
    }
  }

  private static void fail(Route route, Exchange exchange, int status, String message) {
    if (exchange.isAnswered()) {
      log.debug("Too late to tell: {}", message);
    } else {
      route.errors().show(exchange, status, message);
    }
  }

  private static String message(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private static void showPlain(Exchange exchange, int status, String message) {
    exchange.send(status, "text/plain; charset=utf-8", message + "\n");
  }
}
