package io.assetota.cli.demo;

import java.io.IOException;

/** A part of the demo. It takes a few seconds, and needs no hardware. */
public interface DemoPart {
  /** Returns the name of the folder for its files. */
  String name();

  /** Returns what it shows, in one line. */
  String title();

  /**
   * Plays it.
   *
   * @param stage runs its commands, in a folder of its own, which stays afterwards
   * @throws IOException if a command fails, or its result is wrong
   */
  void play(DemoStage stage) throws IOException;
}
