package io.assetota.samples.soundplayer;

import io.assetota.core.AssetManager;
import io.assetota.core.StartResult.Outcome;
import io.assetota.core.model.Asset;
import io.assetota.handlers.sound.SoundBank;
import io.assetota.handlers.sound.SoundSink;
import io.assetota.handlers.sound.WavFileSink;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Plays the sounds that come with the application as assets, when their names are asked for. They
 * are read from the asset storage each time; nothing is copied.
 */
public final class SoundPlayerExample {
  private static final String USAGE =
      """
      Plays the sounds of this application.

        [--home DIR] [--device NAME | --wav FILE] [SOUND...]

        --home DIR      the device's folder; "device" if not given
        --device NAME   a part of the audio output's name; the default output if not given
        --wav FILE      no audio output: write what would be heard to a file
        SOUND...        names of assets; all of them if none is given\
      """;

  private SoundPlayerExample() {}

  /**
   * Plays and ends.
   *
   * @param args see the usage
   */
  public static void main(String[] args) {
    System.exit(run(args, System.out));
  }

  /**
   * Plays.
   *
   * @param args see the usage
   * @param out where messages go
   * @return the exit code: 0 if all went well, 1 after a failure, 2 for wrong arguments
   */
  public static int run(String[] args, PrintStream out) {
    Path home = Path.of("device");
    String device = "";
    String wav = "";
    int next = 0;
    while (next < args.length && args[next].startsWith("--")) {
      if (next + 1 == args.length) {
        out.println(USAGE);
        return 2;
      }
      switch (args[next]) {
        case "--home" -> home = Path.of(args[next + 1]);
        case "--device" -> device = args[next + 1];
        case "--wav" -> wav = args[next + 1];
        default -> {
          out.println(USAGE);
          return 2;
        }
      }
      next += 2;
    }
    List<String> wanted = List.of(args).subList(next, args.length);
    try (SoundSink sink =
        wav.isEmpty() ? SoundSink.device(device, 0) : new WavFileSink(Path.of(wav))) {
      play(home, sink, wanted, out);
    } catch (IOException e) {
      out.println("failed: " + e.getMessage());
      if (wav.isEmpty()) {
        out.println("without audio output: --wav FILE");
      }
      return 1;
    }
    if (!wav.isEmpty()) {
      out.println("what would be heard is in " + wav);
    }
    return 0;
  }

  private static void play(Path home, SoundSink sink, List<String> wanted, PrintStream out)
      throws IOException {
    try (AssetManager assets = AssetManager.open(home)) {
      if (assets.start().outcome() == Outcome.SAFE_MODE) {
        throw new IOException("assets are missing, an update has to bring them");
      }
      SoundBank sounds = new SoundBank(assets::available, sink);
      List<String> names =
          wanted.isEmpty()
              ? assets.available().stream().map(Asset::name).sorted().toList()
              : wanted;
      for (String name : names) {
        out.println("playing " + name);
        sounds.play(name);
      }
    }
  }
}
