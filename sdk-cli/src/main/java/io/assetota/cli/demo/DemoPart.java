package io.assetota.cli.demo;

import java.io.IOException;

/** One thing that the SDK can do, shown. Takes a few seconds at most, and needs no hardware. */
public interface DemoPart {
  /**
   * Names the folder of its files.
   *
   * @return a short name for a folder
   */
  String name();

  /**
   * Says what it shows.
   *
   * @return one line
   */
  String title();

  /**
   * Plays it.
   *
   * @param stage where it plays: its own folder, empty at first, whose files stay
   * @throws IOException if something is not as it should be
   */
  void play(DemoStage stage) throws IOException;
}
