package io.assetota.server.web;

/** Threads that work for requests. */
public interface WorkThreads extends AutoCloseable {
  /** Ends them; what they are doing is not interrupted. */
  @Override
  void close();
}
