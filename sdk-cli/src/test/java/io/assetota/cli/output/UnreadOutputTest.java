package io.assetota.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class UnreadOutputTest {
  private final CountDownLatch read = new CountDownLatch(1);
  private final CountDownLatch written = new CountDownLatch(1);
  private final ByteArrayOutputStream all = new ByteArrayOutputStream();

  /** Takes nothing until somebody reads. */
  private final OutputStream out =
      new OutputStream() {
        @Override
        public void write(int b) throws IOException {
          write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          written.countDown();
          try {
            read.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          all.write(bytes, offset, length);
        }
      };

  @Test
  void whatNobodyReadsIsDroppedAndCounted() throws Exception {
    UnreadOutput unread = new UnreadOutput(out, 3, n -> n + " dropped");
    PrintStream lines = new PrintStream(unread, true, UTF_8);
    lines.println("line 0");
    written.await();
    for (int i = 1; i < 100; i++) {
      lines.println("line " + i);
    }
    read.countDown();
    unread.close();
    assertThat(all.toString(UTF_8))
        .isEqualToNormalizingNewlines("line 0\nline 1\nline 2\nline 3\n96 dropped\n");
  }

  @Test
  void goesOnWhenSomebodyReadsAgain() throws Exception {
    UnreadOutput unread = new UnreadOutput(out, 3, n -> n + " dropped");
    PrintStream lines = new PrintStream(unread, true, UTF_8);
    lines.println("line 0");
    written.await();
    for (int i = 1; i < 10; i++) {
      lines.println("line " + i);
    }
    read.countDown();
    while (!all.toString(UTF_8).contains("line 3")) {
      Thread.sleep(1);
    }
    lines.println("later");
    unread.close();
    assertThat(all.toString(UTF_8)).contains("6 dropped").containsSubsequence("dropped", "later");
  }

  @Test
  void closingWaitsOnlyForAWhile() throws Exception {
    UnreadOutput unread = new UnreadOutput(out, 3, n -> n + " dropped");
    unread.write("line\n".getBytes(UTF_8));
    unread.close();
    unread.close();
    assertThat(all.size()).isZero();
  }

  @Test
  void aLineWithoutAnEndTakesBoundedMemory() throws Exception {
    read.countDown();
    UnreadOutput unread = new UnreadOutput(out, 100, n -> n + " dropped");
    unread.write(new byte[20_000]);
    unread.close();
    assertThat(all.size()).isEqualTo(20_000);
  }
}
