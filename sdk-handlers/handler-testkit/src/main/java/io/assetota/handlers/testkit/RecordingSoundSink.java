package io.assetota.handlers.testkit;

import io.assetota.handlers.sound.SoundFormat;
import io.assetota.handlers.sound.SoundSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what it is given to play, for tests of sound. Plays as fast as it is written to, and
 * refuses what a real sink would refuse. Safe for use by several threads.
 */
public final class RecordingSoundSink implements SoundSink {
  /** Keeps a test that plays "until stopped" from filling the memory. */
  private static final int MAX_BYTES = 64 * 1024 * 1024;

  private final @Nullable SoundFormat only;
  private final ByteArrayOutputStream samples = new ByteArrayOutputStream();
  private final List<String> events = new ArrayList<>();
  private @Nullable SoundFormat format;
  private boolean started;
  private boolean closed;

  /** Records sound in any form. */
  public RecordingSoundSink() {
    this.only = null;
  }

  /**
   * Records sound in one form only, as a sound card with a fixed clock.
   *
   * @param only the form
   */
  public RecordingSoundSink(SoundFormat only) {
    this.only = only;
  }

  @Override
  public SoundFormat preferred(SoundFormat wanted) {
    return only == null ? wanted : only;
  }

  @Override
  public synchronized void start(SoundFormat wanted) throws IOException {
    if (closed) {
      throw new IOException("the recording sink is closed");
    }
    if (only != null && !only.equals(wanted)) {
      throw new IOException("this sink takes " + only + ", not " + wanted);
    }
    format = wanted;
    started = true;
    events.add(
        String.format(Locale.ROOT, "start %d Hz x %d", wanted.sampleRate(), wanted.channels()));
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    SoundFormat current = format;
    if (!started || current == null) {
      throw new IOException("write without start");
    }
    if (length % current.frameBytes() != 0) {
      throw new IOException(length + " bytes are no whole frames");
    }
    if (samples.size() + length > MAX_BYTES) {
      throw new IOException("the recording is full");
    }
    samples.write(bytes, offset, length);
  }

  @Override
  public synchronized void drain() {
    if (started) {
      started = false;
      events.add("drain");
    }
  }

  @Override
  public synchronized void stop() {
    if (started) {
      started = false;
      events.add("stop");
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      stop();
      closed = true;
      events.add("close");
    }
  }

  /**
   * Returns what happened.
   *
   * @return {@code start RATE Hz x CHANNELS}, {@code drain}, {@code stop} and {@code close}
   */
  public synchronized List<String> events() {
    return List.copyOf(events);
  }

  /**
   * Returns all samples since the sink was made.
   *
   * @return signed 16-bit values, channels interleaved
   */
  public synchronized short[] samples() {
    byte[] bytes = samples.toByteArray();
    short[] values = new short[bytes.length / 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) ((bytes[2 * i] & 0xff) | bytes[2 * i + 1] << 8);
    }
    return values;
  }
}
