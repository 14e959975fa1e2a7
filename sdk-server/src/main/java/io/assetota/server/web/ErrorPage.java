package io.assetota.server.web;

/** Says what went wrong, in the language of an area: nothing, JSON or a page. */
@FunctionalInterface
public interface ErrorPage {
  /** Answers with an error. */
  void show(Exchange exchange, int status, String message);
}
