package io.assetota.handlers.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.assetota.testing.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Two pseudo-terminals, connected with each other. */
final class SocatPair implements AutoCloseable {
  private final Process socat;
  private final Path near;
  private final Path far;

  private SocatPair(Process socat, Path near, Path far) {
    this.socat = socat;
    this.near = near;
    this.far = far;
  }

  static SocatPair open(Path folder) {
    Path near = folder.resolve("near");
    Path far = folder.resolve("far");
    Process socat;
    try {
      socat =
          new ProcessBuilder("socat", "pty,raw,echo=0,link=" + near, "pty,raw,echo=0,link=" + far)
              .inheritIO()
              .start();
    } catch (IOException e) {
      assertThat(System.getenv("CI")).as("CI needs socat").isNotEqualTo("true");
      return abort("socat is missing: install it to run the tests with pseudo-terminals");
    }
    Waiting.until("socat makes its ports", () -> Files.exists(near) && Files.exists(far));
    return new SocatPair(socat, near, far);
  }

  String near() {
    return near.toString();
  }

  String far() {
    return far.toString();
  }

  void unplug() {
    socat.destroy();
    socat.onExit().join();
  }

  @Override
  public void close() {
    unplug();
  }
}
