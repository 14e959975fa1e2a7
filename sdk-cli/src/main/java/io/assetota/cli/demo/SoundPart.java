package io.assetota.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sound samples: played into a file, for machines without a loudspeaker. */
final class SoundPart implements DemoPart {
  private static final String SAMPLE = "sound-player";
  private static final String HEARD = "heard.wav";

  @Override
  public String name() {
    return SAMPLE;
  }

  @Override
  public String title() {
    return "A loudspeaker plays sounds";
  }

  @Override
  public void play(DemoStage stage) throws IOException {
    Path jar = stage.jarOf(SAMPLE);
    stage.say("The assets are sounds. They are played directly from the asset storage.");
    stage.installSample(SAMPLE);

    stage.say("The application plays them, here into a file.");
    stage.java(jar, "--home", "device", "--wav", HEARD);
    stage.require(
        Files.exists(stage.folder().resolve(HEARD)), "there should be a file with the sound");
  }
}
