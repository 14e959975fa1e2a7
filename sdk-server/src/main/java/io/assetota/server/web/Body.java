package io.assetota.server.web;

import com.google.common.base.Throwables;
import io.assetota.server.web.limit.Slots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Bodies that are small enough for memory. */
public final class Body {
  private Body() {}

  /**
   * Reads the body first, without a thread that waits for it. The client has shown a token.
   *
   * @param maxBytes the longest body
   * @param next continues with {@link Exchange#body()}
   */
  public static Endpoint then(int maxBytes, Endpoint next) {
    return exchange -> read(exchange, maxBytes, next, () -> {});
  }

  /** Does the same for strangers: only some at a time, and few of one address. */
  public static Endpoint ofStrangerThen(int maxBytes, Endpoint next) {
    return exchange -> {
      Slots slots = exchange.answering().strangersBodies();
      String network = exchange.network();
      if (!slots.take(network)) {
        exchange.set("Retry-After", "1");
        throw new HttpException(503, "The server is busy: try again in a moment");
      }
      boolean reads = false;
      try {
        read(exchange, maxBytes, next, () -> slots.giveBack(network));
        reads = true;
      } finally {
        if (!reads) {
          slots.giveBack(network);
        }
      }
    };
  }

  /** Continues if there is no body. */
  public static Endpoint none(Endpoint next) {
    return exchange -> {
      if (exchange.hasBody()) {
        throw HttpException.badRequest("This request has no body");
      }
      next.answer(exchange);
    };
  }

  private static void read(Exchange exchange, int maxBytes, Endpoint next, Runnable atEnd)
      throws HttpException {
    if (exchange.announcedLength() > maxBytes) {
      throw tooLong(maxBytes);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    exchange.handOver();
    new BodyReading(
            exchange.request(),
            maxBytes,
            exchange.answering().limits().body(),
            part -> {
              byte[] some = new byte[part.remaining()];
              part.get(some);
              bytes.writeBytes(some);
            },
            failure -> {
              atEnd.run();
              if (failure == null) {
                exchange.setBody(bytes.toByteArray());
                exchange.goOn(next);
              } else {
                exchange.goOn(e -> refuse(failure, maxBytes));
              }
            })
        .run();
  }

  private static void refuse(Throwable failure, int maxBytes) throws IOException {
    Throwables.throwIfInstanceOf(failure, IOException.class);
    Throwables.throwIfUnchecked(failure);
    throw failure instanceof BodyReading.TooLongException
        ? tooLong(maxBytes)
        : new IOException(failure);
  }

  private static HttpException tooLong(int maxBytes) {
    return new HttpException(413, "The request may have at most " + maxBytes + " bytes");
  }

  static boolean isTimeout(@Nullable Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof TimeoutException) {
        return true;
      }
    }
    return false;
  }
}
