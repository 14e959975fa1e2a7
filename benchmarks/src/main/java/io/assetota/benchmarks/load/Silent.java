package io.assetota.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Connections that send nothing. The server closes each after a while; then it is made again. */
final class Silent implements AutoCloseable {
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong connections = new AtomicLong();
  private volatile boolean ended;

  Silent(URI server, int count) {
    for (int i = 0; i < count; i++) {
      int number = i;
      Thread thread = new Thread(() -> hold(server, number));
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  private void hold(URI server, int number) {
    while (!ended) {
      try (Socket socket = new Socket()) {
        socket.bind(new InetSocketAddress(Addresses.ofSilent(number), 0));
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        connections.incrementAndGet();
        socket.setSoTimeout(60_000);
        int end = socket.getInputStream().read();
        if (end >= 0) {
          throw new IOException("the server said something to nothing");
        }
      } catch (IOException e) {
        // Refused, or reset: that is the server's right. Not faster than a person who tries.
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  String text() {
    return threads.size() + " at a time, " + connections.get() + " connections in all";
  }

  @Override
  public void close() {
    ended = true;
  }
}
