package io.assetota.server.web;

/** Shows an error in the form of an area: without a body, as JSON, or as a page. */
@FunctionalInterface
public interface ErrorPage {
  /** Answers with an error. */
  void show(Exchange exchange, int status, String message);
}
