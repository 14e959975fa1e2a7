package io.assetota.server.web;

import java.io.IOException;

/** Answers one kind of request. */
@FunctionalInterface
public interface Endpoint {
  /** Answers a request. If it throws, its area answers with the error. */
  void answer(Exchange exchange) throws IOException;
}
