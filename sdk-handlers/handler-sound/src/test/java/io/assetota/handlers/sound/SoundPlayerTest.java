package io.assetota.handlers.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import com.sun.management.ThreadMXBean;
import io.assetota.core.handler.HandlerContext;
import io.assetota.core.model.CancelledException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoundPlayerTest {
  private static final SoundFormat MONO = new SoundFormat(8000, 1);

  private final Recorder sink = new Recorder();
  private final SoundPlayer player = new SoundPlayer(sink);

  private static SoundPlayer.Source tone(double hertz, double amplitude, int frames) {
    return () ->
        SoundStream.open(
            "tone.wav", new ByteArrayInputStream(Tones.wav(MONO, hertz, amplitude, frames)));
  }

  @Test
  void playsOnce() throws IOException {
    player.play(tone(440, 0.5, 8000), HandlerContext.NONE);
    assertThat(sink.events).containsExactly("start", "drain");
    assertThat(sink.bytes).isEqualTo(Tones.samples(MONO, 440, 0.5, 8000));
  }

  @Test
  void loopsWithoutAGap() throws IOException {
    player.loop(tone(440, 0.5, 8000), 3, HandlerContext.NONE);
    assertThat(sink.events).containsExactly("start", "drain");
    assertThat(sink.bytes).hasSize(3 * 16_000);
    assertThat(Tones.hertz(Tones.shorts(sink.bytes), MONO)).isCloseTo(440, offset(0.1));
  }

  @Test
  void mixesVoicesOfDifferentLengthsAndCutsWhatIsTooLoud() throws IOException {
    player.playTogether(
        List.of(tone(440, 0.9, 3000), tone(440, 0.9, 8000), tone(0, 0, 5000)), HandlerContext.NONE);
    short[] mixed = Tones.shorts(sink.bytes);
    short[] one = Tones.shorts(Tones.samples(MONO, 440, 0.9, 8000));
    assertThat(mixed).hasSize(8000);
    for (int i = 0; i < mixed.length; i++) {
      int sum = i < 3000 ? 2 * one[i] : one[i];
      assertThat(mixed[i])
          .isEqualTo((short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, sum)));
    }
  }

  @Test
  void stopsFromAnotherThread() throws IOException {
    sink.afterWrites = 3;
    sink.then = player::stop;
    player.loop(tone(440, 0.5, 8000), Integer.MAX_VALUE, HandlerContext.NONE);
    assertThat(sink.events).startsWith("start", "stop");
    assertThat(sink.bytes).hasSize(3 * 4096);
  }

  @Test
  void cancelsBetweenBlocks() {
    HandlerContext cancelled =
        new HandlerContext() {
          @Override
          public void progress(String step, long done, long total) {}

          @Override
          public boolean isCancelled() {
            return true;
          }

          @Override
          public int attempt() {
            return 1;
          }
        };
    assertThatThrownBy(() -> player.play(tone(440, 0.5, 8000), cancelled))
        .isInstanceOf(CancelledException.class);
    assertThat(sink.events).containsExactly("start", "stop");
  }

  @Test
  void writesAWavFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("out.wav");
    WavFileSink wav = new WavFileSink(file);
    try (wav) {
      SoundPlayer writer = new SoundPlayer(wav);
      writer.play(tone(440, 0.5, 4000), HandlerContext.NONE);
      writer.play(tone(440, 0.5, 4000), HandlerContext.NONE);
    }
    assertThatThrownBy(() -> wav.start(MONO)).hasMessageContaining("complete");
    try (SoundStream stream = SoundStream.open("out.wav", Files.newInputStream(file))) {
      assertThat(stream.format()).isEqualTo(MONO);
      assertThat(Tones.readAll(stream)).hasSize(16_000);
    }
  }

  /** Ten minutes of sound must not be in memory at any time. */
  @Test
  void memoryDoesNotGrowWithTheSound() throws IOException {
    byte[] head = Tones.wav(MONO, 440, 0.5, 1);
    long frames = 10 * 60 * 8000;
    sink.keep = false;
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    SoundPlayer.Source source = () -> SoundStream.open("long.wav", new LongWav(head, 2 * frames));
    player.play(source, HandlerContext.NONE);
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    player.play(source, HandlerContext.NONE);
    long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    assertThat(sink.count).isEqualTo(2 * 2 * frames);
    assertThat(allocated).isLessThan(frames / 5);
  }

  /** A WAV whose header tells a long sound, and whose samples are never in memory. */
  private static final class LongWav extends InputStream {
    private final byte[] head = new byte[44];
    private final long size;
    private long position;

    LongWav(byte[] shortWav, long dataBytes) {
      System.arraycopy(shortWav, 0, head, 0, 44);
      size = 44 + dataBytes;
      for (int i = 0; i < 4; i++) {
        head[4 + i] = (byte) ((size - 8) >> (8 * i));
        head[40 + i] = (byte) (dataBytes >> (8 * i));
      }
    }

    @Override
    public int read() {
      return position == size ? -1 : position < 44 ? head[(int) position++] & 0xff : next();
    }

    private int next() {
      position++;
      return 0;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (position == size) {
        return -1;
      }
      if (position < 44) {
        buffer[offset] = (byte) read();
        return 1;
      }
      int count = (int) Math.min(length, size - position);
      position += count;
      return count;
    }
  }

  /** Like the testkit's sink; that one depends on this module and can't be used here. */
  private static final class Recorder implements SoundSink {
    private final List<String> events = new ArrayList<>();
    private byte[] bytes = {};
    private long count;
    private boolean keep = true;
    private int afterWrites = Integer.MAX_VALUE;
    private Runnable then = () -> {};

    @Override
    public void start(SoundFormat format) {
      events.add("start");
    }

    @Override
    public void write(byte[] samples, int offset, int length) {
      count += length;
      if (keep) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
        System.arraycopy(samples, offset, longer, bytes.length, length);
        bytes = longer;
      }
      if (--afterWrites == 0) {
        then.run();
      }
    }

    @Override
    public void drain() {
      events.add("drain");
    }

    @Override
    public void stop() {
      events.add("stop");
    }

    @Override
    public void close() {
      events.add("close");
    }
  }
}
