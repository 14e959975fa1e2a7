package io.assetota.handlers.sound;

import io.assetota.core.handler.HandlerContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Plays 440 Hz for a second on the default line: a program of its own, for its environment. */
final class PlayTone {
  private PlayTone() {}

  public static void main(String[] args) throws IOException {
    byte[] wav = Tones.wav(new SoundFormat(44_100, 2), 440, 0.5, 44_100);
    try (SoundSink sink =
        args.length == 0 ? SoundSink.systemDefault() : SoundSink.device(args[0], 0)) {
      new SoundPlayer(sink)
          .play(
              () -> SoundStream.open("tone.wav", new ByteArrayInputStream(wav)),
              HandlerContext.NONE);
      System.out.println("played");
    } catch (SoundException e) {
      System.out.println("refused: " + e.getMessage());
    }
  }
}
