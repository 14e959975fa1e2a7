package io.assetota.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel tells of processes, in the files of proc(5). */
public final class ProcessFiles {
  private ProcessFiles() {}

  /**
   * Reads a file of a process, such as {@code comm} or {@code environ}. A process may end at any
   * moment, also between the opening of a file and its reading.
   *
   * @return the content; empty if the process has ended, or belongs to another user
   */
  public static String read(long pid, String name) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), name), ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
