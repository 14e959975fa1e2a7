package io.assetota.cli.parts;

import io.assetota.cli.command.Subcommand;
import io.assetota.cli.files.InputFile;
import io.assetota.cli.files.OutputFile;
import io.assetota.cli.output.Console;
import io.assetota.core.handler.HandlerContext;
import io.assetota.core.model.AssetException;
import io.assetota.handlers.sound.JavaSoundSink;
import io.assetota.handlers.sound.SoundPlayer;
import io.assetota.handlers.sound.SoundSink;
import io.assetota.handlers.sound.SoundStream;
import io.assetota.handlers.sound.WavFileSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays a sound file, as a device would play the asset. */
@Command(
    name = "play",
    description = {
      "Plays a sound file (WAV, AIFF, AU) as a device would play it.",
      "Without a file, lists the audio outputs of this machine."
    },
    footer = {
      "  asset-ota play bell.wav",
      "  asset-ota play bell.wav --device USB --gain -6",
      "  asset-ota play bell.wav --wav heard.wav"
    })
final class PlayCommand extends Subcommand {
  private static final int MIN_GAIN = -80;
  private static final int MAX_GAIN = 6;

  @Parameters(paramLabel = "FILE", arity = "0..1", description = "The sound file.")
  @Nullable Path file;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      description = "The audio output: a part of its name. Default: the machine's default.")
  String device = "";

  @Option(
      names = "--gain",
      paramLabel = "DECIBELS",
      description = "The gain, " + MIN_GAIN + " to " + MAX_GAIN + ". Default: 0.")
  float gain;

  @Option(
      names = "--times",
      paramLabel = "N",
      description = "How many times to play it, without a gap. Default: 1.")
  int times = 1;

  @Option(
      names = "--wav",
      paramLabel = "FILE.wav",
      description = "Write the sound to a file instead of an audio output.")
  @Nullable Path wav;

  PlayCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException {
    if (!(gain >= MIN_GAIN && gain <= MAX_GAIN)) {
      throw wrongUsage("--gain must be " + MIN_GAIN + " to " + MAX_GAIN + ", not " + gain);
    }
    if (times < 1) {
      throw wrongUsage("--times must be at least 1, not " + times);
    }
    Path sound = file;
    if (sound == null) {
      return listDevices();
    }
    new InputFile(sound).requireFile();
    if (wav == null) {
      play(sound, SoundSink.device(device, gain));
      return DONE;
    }
    OutputFile target = OutputFile.of(wav, "heard.wav", this::dataOutput);
    target.make(
        written -> {
          play(sound, new WavFileSink(written));
          return written;
        });
    messages().line("Saved the sound to " + target.path());
    return DONE;
  }

  private void play(Path sound, SoundSink opened) throws IOException {
    String name = String.valueOf(sound.getFileName());
    try (SoundSink sink = opened) {
      new SoundPlayer(sink)
          .loop(
              () -> SoundStream.open(name, Files.newInputStream(sound)),
              times,
              HandlerContext.NONE);
    }
  }

  private Integer listDevices() throws AssetException {
    List<String> devices = JavaSoundSink.devices();
    if (devices.isEmpty()) {
      throw new AssetException("this machine has no audio output for Java");
    }
    devices.forEach(console::line);
    return DONE;
  }
}
