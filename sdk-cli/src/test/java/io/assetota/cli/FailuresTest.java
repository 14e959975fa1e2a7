package io.assetota.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.cli.output.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FailuresTest {
  private static String told(Exception failure) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(OutputStream.nullOutputStream(), false, UTF_8),
            new PrintStream(err, true, UTF_8),
            false,
            false,
            false);
    CommandLine command = new CommandLine(new VerifyCommand(console));
    int exitCode =
        new Failures(console)
            .execution(
                failure,
                command,
                CommandLine.ParseResult.builder(command.getCommandSpec()).build());
    assertThat(exitCode).isEqualTo(1);
    return err.toString(UTF_8);
  }

  @Test
  void aFullDiskIsToldWithThePlace() {
    assertThat(told(new FileSystemException("/srv/b.zip", null, "No space left on device")))
        .isEqualTo("error: /srv/b.zip: No space left on device\n");
    assertThat(told(new IOException("No space left on device")))
        .isEqualTo("error: No space left on device\n");
  }

  @Test
  void aForbiddenFileIsTold() {
    assertThat(told(new AccessDeniedException("/root/app.bin")))
        .isEqualTo("error: /root/app.bin: permission denied\n");
  }

  @Test
  void aWrappedFailureIsTold() {
    assertThat(told(new UncheckedIOException(new AccessDeniedException("/x"))))
        .isEqualTo("error: /x: permission denied\n");
  }

  @Test
  void anUnexpectedFailureSaysSo() {
    assertThat(told(new IllegalStateException("broken")))
        .contains("internal error: ", "broken", "--verbose")
        .doesNotContain("\tat ");
  }

  @Test
  void messagesCannotSteerTheTerminal() {
    assertThat(told(new IOException("bad \u001b[2J name"))).contains("bad \\u001b[2J name");
  }
}
