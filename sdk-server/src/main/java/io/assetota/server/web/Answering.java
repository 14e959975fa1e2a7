package io.assetota.server.web;

import io.assetota.core.bundle.report.BundleException;
import io.assetota.server.fleet.RefusedException;
import io.assetota.server.store.DiskFullException;
import io.assetota.server.store.TooLargeException;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Consumer;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs endpoints, and finds an answer for whatever goes wrong there.
 *
 * @param errors how to show an error
 * @param limits what clients may use
 * @param strangersBodies the places for bodies of strangers
 * @param complaints where to tell what clients do wrong
 * @param inProgress counts what is being answered
 * @param whenError is told of each error of Java itself, after it was logged
 */
record Answering(
    ErrorPage errors,
    WebLimits limits,
    Slots strangersBodies,
    Complaints complaints,
    InProgress inProgress,
    Consumer<Error> whenError) {
  private static final Logger log = LoggerFactory.getLogger(Answering.class);

  Answering with(ErrorPage other) {
    return new Answering(other, limits, strangersBodies, complaints, inProgress, whenError);
  }

  /** Answers at once; downloads give way meanwhile. */
  void run(Exchange exchange, Endpoint endpoint) {
    inProgress.begins();
    try {
      runInLane(exchange, endpoint);
    } finally {
      inProgress.ends();
    }
  }

  /** Answers in a lane, where it may take longer. */
  void runInLane(Exchange exchange, Endpoint endpoint) {
    int before = exchange.handedOver();
    try {
      endpoint.answer(exchange);
      if (exchange.handedOver() == before && !exchange.isAnswered()) {
        throw new IllegalStateException("no answer to " + exchange.method());
      }
    } catch (HttpException e) {
      fail(exchange, e.status(), message(e));
    } catch (RefusedException e) {
      fail(exchange, 409, message(e));
    } catch (BundleException e) {
      fail(exchange, 422, message(e));
    } catch (TooLargeException e) {
      fail(exchange, 413, message(e));
    } catch (DiskFullException e) {
      log.warn("The disk is full: {} {}", exchange.method(), exchange.path());
      fail(exchange, 507, message(e));
    } catch (EofException e) {
      // The client went away in the middle of its request.
      log.debug("Lost {}", exchange.remoteAddress(), e);
      fail(exchange, 400, "The request was cut off");
    } catch (org.eclipse.jetty.http.HttpException.RuntimeException e) {
      fail(exchange, e.getCode(), "The request can't be understood");
    } catch (IOException e) {
      failed(exchange, e);
    } catch (RuntimeException e) {
      failed(exchange, e);
    } catch (Error e) {
      failed(exchange, e);
      whenError.accept(e);
    }
  }

  private void failed(Exchange exchange, Throwable e) {
    if (Body.isTimeout(e)) {
      complaints.note("Gave up on " + exchange.remoteAddress() + ", whose request did not come");
      fail(exchange, 408, "The request did not come in time");
    } else if (DiskFull.isReasonOf(e)) {
      log.error("No space left while answering {} {}", exchange.method(), exchange.path());
      fail(exchange, 507, "There is no space left on the server's disk");
    } else {
      log.error("Failed to answer {} {}", exchange.method(), exchange.path(), e);
      fail(exchange, 500, "The server failed; its log tells more");
    }
  }

  private void fail(Exchange exchange, int status, String message) {
    if (exchange.isAnswered()) {
      log.debug("Too late to tell: {}", message);
    } else {
      errors.show(exchange, status, message);
    }
  }

  private static String message(Exception e) {
    return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
  }
}
