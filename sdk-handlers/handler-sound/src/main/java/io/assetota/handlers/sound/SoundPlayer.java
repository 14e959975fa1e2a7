package io.assetota.handlers.sound;

import io.assetota.core.handler.HandlerContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Plays sounds on a sink: one, one again and again, or a few at a time. Memory is two buffers.
 *
 * <p>One thing is played at a time: a second call waits for the first. {@link #stop()} may come
 * from any thread. The sink belongs to the caller.
 */
public final class SoundPlayer {
  /** How many sounds may be mixed. */
  public static final int MAX_VOICES = 16;

  /** 46 ms at 44.1 kHz: how soon a cancellation is noticed, beside the sink's own buffer. */
  private static final int FRAMES = 2048;

  private final SoundSink sink;
  private final AtomicInteger stops = new AtomicInteger();

  /** Opens a sound, each time anew. */
  @FunctionalInterface
  public interface Source {
    /**
     * Opens the sound.
     *
     * @return the sound at its start, which the player closes
     * @throws IOException if that fails
     */
    SoundStream open() throws IOException;
  }

  /**
   * Plays on a sink.
   *
   * @param sink where to
   */
  public SoundPlayer(SoundSink sink) {
    this.sink = sink;
  }

  /**
   * Plays a sound once, and returns when it was heard.
   *
   * @param source opens it
   * @param context cancellation
   * @throws SoundException if it can't be decoded or played, with what to do
   * @throws IOException if reading or playing fails
   */
  public void play(Source source, HandlerContext context) throws IOException {
    loop(source, 1, context);
  }

  /**
   * Plays a sound several times without a gap, and returns when it was heard or stopped.
   *
   * @param source opens it
   * @param times how often, 1 or more; {@link Integer#MAX_VALUE} for "until stopped"
   * @param context cancellation
   * @throws SoundException if it can't be decoded or played, with what to do
   * @throws IOException if reading or playing fails
   */
  public synchronized void loop(Source source, int times, HandlerContext context)
      throws IOException {
    if (times < 1) {
      throw new IllegalArgumentException("a sound is played once or more: " + times);
    }
    int stopsBefore = stops.get();
    SoundFormat format;
    try (SoundStream first = source.open()) {
      format = sink.preferred(first.format());
      sink.start(format);
      run(List.of(first.as(format)), stopsBefore, context);
    }
    for (int i = 1; i < times && stops.get() == stopsBefore; i++) {
      try (SoundStream again = source.open()) {
        run(List.of(again.as(format)), stopsBefore, context);
      }
    }
    sink.drain();
  }

  /**
   * Plays several sounds at the same time, and returns when the last has ended. Where they are too
   * loud together, they are cut at the loudest that there is.
   *
   * @param sources open them; 1 to {@value #MAX_VOICES}
   * @param context cancellation
   * @throws SoundException if one can't be decoded or played, with what to do
   * @throws IOException if reading or playing fails
   */
  public synchronized void playTogether(List<Source> sources, HandlerContext context)
      throws IOException {
    if (sources.isEmpty() || sources.size() > MAX_VOICES) {
      throw new IllegalArgumentException(
          "1 to " + MAX_VOICES + " sounds can be mixed, not " + sources.size());
    }
    int stopsBefore = stops.get();
    List<SoundStream> opened = new ArrayList<>();
    try {
      for (Source source : sources) {
        opened.add(source.open());
      }
      SoundFormat format = sink.preferred(opened.get(0).format());
      List<SoundStream> voices = new ArrayList<>();
      for (SoundStream stream : opened) {
        voices.add(stream.as(format));
      }
      sink.start(format);
      run(voices, stopsBefore, context);
      sink.drain();
    } finally {
      closeAll(opened);
    }
  }

  private static void closeAll(List<SoundStream> streams) throws IOException {
    IOException failure = null;
    for (SoundStream stream : streams) {
      try {
        stream.close();
      } catch (IOException e) {
        if (failure != null) {
          e.addSuppressed(failure);
        }
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void run(List<SoundStream> voices, int stopsBefore, HandlerContext context)
      throws IOException {
    VoiceMixer mixer = new VoiceMixer(voices, FRAMES);
    byte[] buffer = mixer.buffer();
    try {
      int length = mixer.next();
      while (length > 0 && stops.get() == stopsBefore) {
        context.checkCancelled();
        sink.write(buffer, 0, length);
        length = mixer.next();
      }
    } catch (IOException e) {
      sink.stop();
      if (stops.get() == stopsBefore) {
        throw e;
      }
      // The sink was stopped under our hands, as it was asked for.
    }
  }

  /** Ends what is being played, at once. Without effect if nothing is. */
  public void stop() {
    stops.incrementAndGet();
    sink.stop();
  }
}
