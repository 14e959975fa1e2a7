package io.assetota.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Graphics for a display: an emulated panel behind SPI. */
final class DisplayPart implements DemoPart {
  private static final String SAMPLE = "lcd-image";
  private static final String PICTURE = "panel.png";

  @Override
  public String name() {
    return SAMPLE;
  }

  @Override
  public String title() {
    return "A display shows a picture";
  }

  @Override
  public void play(DemoStage stage) throws IOException {
    Path jar = stage.jarOf(SAMPLE);
    stage.say("The assets are pictures: raw pixels for the display, and a PNG.");
    stage.installSample(SAMPLE);

    stage.say("The application draws them on an emulated panel, which saves what it shows.");
    stage.java(jar, "--home", "device", "--picture", PICTURE);
    stage.require(
        Files.exists(stage.folder().resolve(PICTURE)), "there should be a picture of the panel");
  }
}
