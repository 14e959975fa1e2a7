package io.assetota.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The programs of the Debian package prometheus. */
final class Prometheus {
  static final Path SERVER = Path.of("/usr/bin/prometheus");
  private static final Path TOOL = Path.of("/usr/bin/promtool");

  private Prometheus() {}

  /** Skips the test where they are missing. */
  static void requirePromtool() {
    if (Files.isExecutable(TOOL) && Files.isExecutable(SERVER)) {
      return;
    }
    String missing = "no promtool: install prometheus";
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(missing);
    }
    abort(missing);
  }

  /** Returns a port that was free a moment ago. */
  static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** Runs promtool, which has to be content, and returns what it prints. */
  static String promtool(byte[] input, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(TOOL.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input);
    }
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
