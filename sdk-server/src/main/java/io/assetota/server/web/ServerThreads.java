package io.assetota.server.web;

import java.util.function.Consumer;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of the HTTP server. They report errors that occur outside of requests. */
final class ServerThreads extends QueuedThreadPool {
  private static final Logger log = LoggerFactory.getLogger(ServerThreads.class);

  private final Consumer<Error> whenError;

  ServerThreads(int max, Consumer<Error> whenError) {
    super(max);
    this.whenError = whenError;
    setName("update-server");
    setDaemon(true);
  }

  @Override
  protected void runJob(Runnable job) {
    try {
      super.runJob(job);
    } catch (Error e) {
      log.error("A thread of the server failed", e);
      whenError.accept(e);
    }
  }
}
