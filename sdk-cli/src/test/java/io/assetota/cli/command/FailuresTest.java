package io.assetota.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.cli.Main;
import io.assetota.cli.output.Console;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private static String told(Throwable failure) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        Console.plain(
            new PrintStream(OutputStream.nullOutputStream(), false, UTF_8),
            new PrintStream(err, true, UTF_8));
    int exitCode = new Failures(console).failed(failure, false);
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

  @Test
  void failuresWithoutAReasonAreToldInWords() {
    assertThat(told(new IOException())).doesNotContain("null", "Exception");
    assertThat(told(new EOFException())).isEqualTo("error: the input ends unexpectedly\n");
    assertThat(told(new ConnectException())).contains("connection refused");
    assertThat(told(new UnknownHostException("no.such: Name or service not known")))
        .isEqualTo("error: unknown host no.such\n");
    assertThat(told(new FileSystemException(null))).doesNotContain("null");
    assertThat(told(new MalformedInputException(1))).isEqualTo("error: a text is not in UTF-8\n");
    assertThat(told(new FileSystemException("a", null, "Too many levels of symbolic links")))
        .isEqualTo("error: a: links lead in a circle\n");
  }

  @Test
  void errorsOfTheMachineAreToldWithWhatToDo() {
    assertThat(told(new OutOfMemoryError("Java heap space")))
        .contains("out of memory", "ASSET_OTA_JAVA_OPTS=-Xmx")
        .hasLineCount(1);
    assertThat(told(new OutOfMemoryError("unable to create native thread")))
        .contains("no more threads")
        .hasLineCount(1);
    assertThat(told(new StackOverflowError())).contains("nested too deeply").hasLineCount(1);
    assertThat(told(new NoClassDefFoundError("a/B"))).contains("a/B", "install").hasLineCount(1);
    assertThat(told(new InternalError("broken"))).contains("Java itself").hasLineCount(1);
    assertThat(told(new InternalError("a fault occurred in an unsafe memory access operation")))
        .contains("was truncated");
    assertThat(told(new AssertionError("bug"))).contains("internal error", "--verbose");
  }

  @Test
  void anErrorInACommandHasADefinedEnd() {
    List<Throwable> thrown =
        List.of(new OutOfMemoryError("Java heap space"), new NoClassDefFoundError("a/B"));
    for (Throwable failure : thrown) {
      PrintStream broken =
          new PrintStream(
              new OutputStream() {
                @Override
                public void write(int b) {
                  throw (Error) failure;
                }
              });
      ByteArrayOutputStream err = new ByteArrayOutputStream();

      int exitCode =
          Main.run(Console.plain(broken, new PrintStream(err, true, UTF_8)), "completion");

      assertThat(exitCode).isEqualTo(1);
      assertThat(err.toString(UTF_8)).startsWith("error: ").hasLineCount(1);
    }
  }

  @Test
  void stackTracesCannotSteerTheTerminalEither() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = Console.plain(System.out, new PrintStream(err, true, UTF_8));

    new Failures(console).failed(new IOException("bad \u001b[2J name"), true);

    assertThat(err.toString(UTF_8))
        .contains("java.io.IOException: bad \\u001b[2J name\n\tat ")
        .doesNotContain("\u001b");
  }

  @Test
  void aThreadThatDiesEndsTheProcess() throws InterruptedException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = Console.plain(System.out, new PrintStream(err, true, UTF_8));
    List<Integer> exited = new CopyOnWriteArrayList<>();
    Thread thread =
        new Thread(
            () -> {
              throw new StackOverflowError();
            });
    thread.setUncaughtExceptionHandler(new LastResort(console, false, exited::add, code -> {}));

    thread.start();
    thread.join();

    assertThat(exited).containsExactly(1);
    assertThat(err.toString(UTF_8))
        .startsWith("error: the input is nested too deeply")
        .hasLineCount(1);
  }

  @Test
  void aThreadThatDiesWhileNothingCanBeToldHaltsTheProcess() {
    PrintStream broken =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int b) {
                throw new OutOfMemoryError();
              }
            },
            true,
            UTF_8);
    List<Integer> halted = new CopyOnWriteArrayList<>();

    new LastResort(Console.plain(broken, broken), false, code -> {}, halted::add)
        .uncaughtException(Thread.currentThread(), new OutOfMemoryError());

    assertThat(halted).containsExactly(1);
  }
}
