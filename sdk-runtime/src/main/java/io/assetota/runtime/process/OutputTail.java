package io.assetota.runtime.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.runtime.event.RunFailure;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines of several streams. Safe for use by several threads. */
final class OutputTail {
  /** Characters have up to 4 bytes. */
  private static final int MAX_BYTES = 4 * RunFailure.MAX_LINE;

  private final Deque<String> lines = new ArrayDeque<>();

  /** One of the streams. For one thread. */
  final class Feed {
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    void add(byte[] bytes, int length) {
      for (int i = 0; i < length; i++) {
        if (bytes[i] == '\n') {
          end();
        } else if (line.size() < MAX_BYTES) {
          line.write(bytes[i]);
        }
      }
    }

    /** The stream has ended, perhaps in the middle of a line. */
    void close() {
      if (line.size() > 0) {
        end();
      }
    }

    private void end() {
      keep(line.toString(UTF_8).stripTrailing());
      line.reset();
    }
  }

  Feed feed() {
    return new Feed();
  }

  private synchronized void keep(String line) {
    if (lines.size() == RunFailure.MAX_LINES) {
      lines.removeFirst();
    }
    lines.addLast(line);
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }
}
