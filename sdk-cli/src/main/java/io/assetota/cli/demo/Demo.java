package io.assetota.cli.demo;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.Console.Style;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The demo: plays its parts one after the other. */
public final class Demo {
  /** The parts, in the order in which they are played. */
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
   * Creates the demo.
   *
   * @param console where it prints
   * @param commands how it runs commands
   */
  public Demo(Console console, DemoCommands commands) {
    this.console = console;
    this.commands = commands;
  }

  /**
   * Plays it.
   *
   * @param folder where to put its files: a new or an empty folder
   * @throws IOException if a command fails, or its result is wrong
   */
  public void play(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (var files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        throw new AssetException(folder + " is not empty: choose a new folder");
      }
    }
    for (DemoPart part : PARTS) {
      console.heading("== " + part.title() + " ==");
      Path own = Files.createDirectory(folder.resolve(part.name()));
      part.play(new DemoStage(console, commands, own));
    }
    console.heading("Done. All files are in:");
    console.line(console.style(Style.COMMAND, "  " + Printable.line(folder.toString())));
  }
}
