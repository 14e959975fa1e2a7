package io.assetota.server.web;

/** Threads that work for requests. */
public interface WorkThreads extends AutoCloseable {
  /** Ends them without interrupting what they do. */
  @Override
  void close();
}
