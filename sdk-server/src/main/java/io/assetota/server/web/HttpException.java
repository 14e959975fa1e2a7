package io.assetota.server.web;

import io.assetota.core.model.AssetException;

/** A request is answered with an error. */
public final class HttpException extends AssetException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /** An error with a message for whoever asked. */
  public HttpException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** There is nothing at this address. */
  public static HttpException notFound() {
    return new HttpException(404, "Not found");
  }

  /** The request is malformed. */
  public static HttpException badRequest(String why) {
    return new HttpException(400, why);
  }
}
