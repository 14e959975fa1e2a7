package io.assetota.cli.demo;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.Console.Style;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The whole demo: all its parts, one after the other. */
public final class Demo {
  /** What is played, in this order. */
  private static final List<DemoPart> PARTS =
      List.of(
          new FileAssetPart(),
          new CoprocessorPart(),
          new DisplayPart(),
          new SoundPart(),
          new GatewayPart());

  private final Console console;
  private final DemoCommands commands;

  /**
   * Prepares the demo.
   *
   * @param console where it is told
   * @param commands how it runs commands
   */
  public Demo(Console console, DemoCommands commands) {
    this.console = console;
    this.commands = commands;
  }

  /**
   * Plays it.
   *
   * @param folder where its files go: a new folder, or an empty one
   * @throws IOException if something is not as it should be
   */
  public void play(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (var files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        throw new AssetException(folder + " is not empty: name a new folder");
      }
    }
    for (DemoPart part : PARTS) {
      console.heading("== " + part.title() + " ==");
      Path own = Files.createDirectory(folder.resolve(part.name()));
      part.play(new DemoStage(console, commands, own));
    }
    console.heading("Done. The files are there to look at:");
    console.line(console.style(Style.COMMAND, "  " + Printable.line(folder.toString())));
  }
}
