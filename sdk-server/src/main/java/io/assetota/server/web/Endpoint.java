package io.assetota.server.web;

import java.io.IOException;

/** Answers one kind of request. */
@FunctionalInterface
public interface Endpoint {
  /** Answers; what it throws is answered by its area. */
  void answer(Exchange exchange) throws IOException;
}
