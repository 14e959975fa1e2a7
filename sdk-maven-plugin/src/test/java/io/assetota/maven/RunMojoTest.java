package io.assetota.maven;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.maven.plugin.AbstractMojoExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunMojoTest {
  private static final int PATIENCE_SECONDS = 30;

  @TempDir private Path folder;
  private TestProject project;

  @BeforeEach
  void bundle() throws Exception {
    project = new TestProject(folder);
    Path program =
        TestJars.write(
            folder.resolve("kiosk"),
            TestJars.text(
                """
                #!/bin/sh
                trap 'echo bye; exit 0' TERM
                echo ready
                while :; do sleep 0.05; done
                """));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Files.writeString(folder.resolve("project.properties"), "application=kiosk");
    project.bundleMojo().execute();
  }

  /** Keeps what the application prints, and tells when a word has come. */
  private static final class Output extends ByteArrayOutputStream {
    private final CountDownLatch ready = new CountDownLatch(1);

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      super.write(bytes, offset, length);
      if (toString(UTF_8).contains("ready")) {
        ready.countDown();
      }
    }
  }

  @Test
  void runsTheApplicationAndLetsItEnd() throws Exception {
    Output output = new Output();
    RunMojo mojo = project.prepare(new RunMojo());
    mojo.output = Optional.of(output);
    CompletableFuture<Void> run = CompletableFuture.runAsync(() -> execute(mojo));
    assertThat(output.ready.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

    mojo.end.run();
    run.get(PATIENCE_SECONDS, TimeUnit.SECONDS);

    assertThat(output.toString(UTF_8)).contains("ready\n", "bye\n");
    assertThat(project.log.lines)
        .contains("INFO Running until Ctrl-C.")
        .anyMatch(l -> l.startsWith("INFO started version 1.0.3, process "))
        .anyMatch(l -> l.startsWith("INFO stopping version 1.0.3"));
  }

  private static void execute(RunMojo mojo) {
    try {
      mojo.execute();
    } catch (AbstractMojoExecutionException e) {
      throw new AssertionError(e);
    }
  }
}
