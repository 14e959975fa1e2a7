package io.assetota.cli.demo;

import io.assetota.core.AssetManager;
import io.assetota.core.handler.HandlerResult;
import io.assetota.core.handler.HandlerResult.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Firmware for a coprocessor: an emulated STM32 behind a serial line. */
final class CoprocessorPart implements DemoPart {
  private static final String SAMPLE = "stm32-ota";

  @Override
  public String name() {
    return SAMPLE;
  }

  @Override
  public String title() {
    return "A coprocessor gets its firmware";
  }

  @Override
  public void play(DemoStage stage) throws IOException {
    Path jar = stage.jarOf(SAMPLE);
    stage.say("The asset is firmware for an STM32. It is delivered in a bundle, as before.");
    stage.installSample(SAMPLE);

    stage.say("The application flashes an emulated part, at the speed of a real serial line.");
    stage.java(jar, "--home", "device");
    requireFlashed(stage);

    stage.say("At the next start nothing is new, so the part is not flashed again.");
    stage.java(jar, "--home", "device");
  }

  private static void requireFlashed(DemoStage stage) throws IOException {
    List<HandlerResult> results =
        AssetManager.look(stage.folder().resolve("device")).handlerResults();
    stage.require(
        results.size() == 1 && results.get(0).outcome() == Outcome.SUCCEEDED,
        "the part should have its firmware, but: " + results);
  }
}
