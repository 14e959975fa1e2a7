package io.assetota.ota.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.http.Patience;
import io.assetota.ota.http.VirtualTime;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What is too slow, on a clock of the test's, and who looks after it. */
class StallWatchTest {
  private static final URI ANYWHERE = URI.create("http://localhost/bundle.zip");

  private final VirtualTime time = new VirtualTime();
  private final StallWatch watch = new StallWatch();

  /** At least 1000 bytes in 10 s. */
  private final HttpOptions options =
      HttpOptions.defaults()
          .withTiming(time.timing())
          .withPatience(new Patience(Duration.ofSeconds(1), 100, Duration.ofSeconds(10)));

  private WatchedStream watched(InputStream body) {
    return new WatchedStream(body, options, ANYWHERE, watch);
  }

  /** Each read takes a second, and brings as much as it is told to. */
  private final class SlowBody extends InputStream {
    private final int bytes;
    private boolean closed;

    SlowBody(int bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      throw new AssertionError("read in blocks");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (closed) {
        throw new IOException("closed");
      }
      time.pass(Duration.ofSeconds(1));
      return Math.min(bytes, length);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static void read(WatchedStream stream, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      assertThat(stream.read(new byte[1000])).isPositive();
      stream.check();
    }
  }

  @Test
  void aBodyThatIsFastEnoughIsLeftAlone() throws IOException {
    read(watched(new SlowBody(100)), 50);
  }

  @Test
  void aSlowerOneIsBrokenOffAfterTheWindow() throws IOException {
    WatchedStream stream = watched(new SlowBody(99));
    read(stream, 10);
    assertThatThrownBy(() -> stream.read(new byte[1000]))
        .isInstanceOf(TooSlowException.class)
        .hasMessageContaining("sent fewer than 1000 bytes in 10000 ms");
  }

  @Test
  void theTimeOfTheReaderDoesNotCount() throws IOException {
    WatchedStream stream = watched(new SlowBody(1));
    for (int i = 0; i < 9; i++) {
      read(stream, 1);
      time.pass(Duration.ofHours(1)); // of a slow disk, for example
      stream.check();
    }
    read(stream, 1);
    assertThatThrownBy(() -> stream.read(new byte[1000])).isInstanceOf(TooSlowException.class);
  }

  /** A body whose read waits until it is closed. */
  private static final class StalledBody extends InputStream {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<String> watchers;

    StalledBody(List<String> watchers) {
      this.watchers = watchers;
    }

    @Override
    public int read() throws IOException {
      try {
        closed.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      throw new IOException("closed");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return read();
    }

    @Override
    public void close() {
      if (closed.getCount() > 0) {
        watchers.add(Thread.currentThread().getName() + Thread.currentThread().getId());
      }
      closed.countDown();
    }
  }

  @Test
  void oneThreadLooksAfterAllBodies() throws IOException {
    List<String> watchers = new ArrayList<>();
    HttpOptions impatient =
        HttpOptions.defaults()
            .withPatience(new Patience(Duration.ofSeconds(1), 1, Duration.ofMillis(20)));
    for (int i = 0; i < 3; i++) {
      try (InputStream stream = watch.watch(new StalledBody(watchers), impatient, ANYWHERE)) {
        assertThatThrownBy(() -> stream.read(new byte[1000])).isInstanceOf(TooSlowException.class);
      }
    }
    assertThat(watchers).hasSize(3);
    assertThat(watchers.stream().distinct()).hasSize(1).first().asString().contains("stall-watch");
  }
}
