package io.assetota.server.web;

/** Hears of each request that was answered, or given up. */
@FunctionalInterface
public interface RequestListener {
  /**
   * Called when all of an answer was sent. It must not block.
   *
   * @param area the name of the area whose route it was, or {@code none}
   * @param route the pattern of the route, or {@code none}: never what the client wrote
   * @param status the status of the answer; 0 if none was sent
   * @param nanos the time since the headers had come, in nanoseconds
   */
  void answered(String area, String route, int status, long nanos);
}
