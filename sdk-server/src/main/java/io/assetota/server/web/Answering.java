package io.assetota.server.web;

import io.assetota.server.web.limit.Complaints;
import io.assetota.server.web.limit.Slots;
import io.assetota.server.web.limit.WebLimits;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs endpoints, and finds an answer for their failures.
 *
 * @param errors how to show an error
 * @param failures which answers stand for the exceptions of endpoints
 * @param limits what clients may use
 * @param strangersBodies the places for bodies of strangers
 * @param complaints the log of what clients do wrong
 * @param inProgress counts what is being answered
 * @param whenError is told of each error of Java itself, after it was logged
 */
record Answering(
    ErrorPage errors,
    Failures failures,
    WebLimits limits,
    Slots strangersBodies,
    Complaints complaints,
    InProgress inProgress,
    Consumer<Error> whenError) {
  private static final Logger log = LoggerFactory.getLogger(Answering.class);
  private static final int FAILURE_OF_SERVER = 500;

  Answering with(ErrorPage other) {
    return new Answering(
        other, failures, limits, strangersBodies, complaints, inProgress, whenError);
  }

  /** Answers at once; downloads wait meanwhile. */
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
    } catch (EofException e) {
      // The client went away in the middle of its request.
      log.debug("Lost {}", exchange.remoteAddress(), e);
      fail(exchange, 400, "The request was cut off");
    } catch (org.eclipse.jetty.http.HttpException.RuntimeException e) {
      fail(exchange, e.getCode(), "The request can't be understood");
    } catch (IOException | RuntimeException e) {
      Optional<Failures.Answer> answer = failures.answer(e);
      if (answer.isPresent()) {
        if (answer.get().status() >= FAILURE_OF_SERVER) {
          log.warn("{}: {} {}", answer.get().message(), exchange.method(), exchange.path());
        }
        fail(exchange, answer.get().status(), answer.get().message());
      } else {
        failed(exchange, e);
      }
    } catch (Error e) {
      failed(exchange, e);
      whenError.accept(e);
    }
  }

  private void failed(Exchange exchange, Throwable e) {
    if (Body.isTimeout(e)) {
      complaints.note("Gave up on " + exchange.remoteAddress() + ", whose request did not come");
      fail(exchange, 408, "The request did not come in time");
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
