package io.assetota.handlers.coprocessor;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Recognizes files that are no program by how they begin, so that none is written as one. */
final class ForeignFile {
  /**
   * What such a file is called, and how it begins. {@code ?} is any byte.
   *
   * @param name with an article
   * @param start the first bytes, each a character
   */
  private record Kind(String name, String start) {
    boolean is(byte[] file) {
      if (file.length < start.length()) {
        return false;
      }
      for (int i = 0; i < start.length(); i++) {
        if (start.charAt(i) != '?' && (file[i] & 0xff) != start.charAt(i)) {
          return false;
        }
      }
      return true;
    }
  }

  private static final List<Kind> KINDS =
      List.of(
          new Kind("a zip archive", "PK\3\4"),
          new Kind("an empty zip archive", "PK\5\6"),
          new Kind("a gzip file", "\u001f\u008b\b"),
          new Kind("a bzip2 file", "BZh"),
          new Kind("an xz file", "\u00fd7zXZ\0"),
          new Kind("a zstd file", "(\u00b5/\u00fd"),
          new Kind("a 7z archive", "7z\u00bc\u00af'\u001c"),
          new Kind("a RAR archive", "Rar!\u001a\7"),
          new Kind("a Debian package", "!<arch>\ndebian"),
          new Kind("a static library", "!<arch>\n"),
          new Kind("a DFU file of ST (convert it to a raw binary first)", "DfuSe"),
          new Kind("a program for Windows", "MZ"),
          new Kind("a Java class", "\u00ca\u00fe\u00ba\u00be\0\0\0"),
          new Kind("a PNG picture", "\u0089PNG\r\n\u001a\n"),
          new Kind("a JPEG picture", "\u00ff\u00d8\u00ff"),
          new Kind("a GIF picture", "GIF8"),
          new Kind("a sound or video file", "RIFF"),
          new Kind("a PDF document", "%PDF-"),
          new Kind("an SQLite database", "SQLite format 3\0"));

  /** How much of a file is looked at to recognize text, in bytes. */
  private static final int SAMPLE = 4096;

  private ForeignFile() {}

  /** The name of what the file is, with an article; empty if it may be a program. */
  static Optional<String> name(byte[] file) {
    Optional<String> kind = KINDS.stream().filter(k -> k.is(file)).map(Kind::name).findFirst();
    if (kind.isPresent() || !isText(file)) {
      return kind;
    }
    String start =
        new String(file, 0, Math.min(file.length, SAMPLE), StandardCharsets.ISO_8859_1)
            .strip()
            .toLowerCase(java.util.Locale.ROOT);
    boolean isMarkup = start.contains("<html") || start.contains("<!doctype");
    return Optional.of(
        isMarkup ? "a web page (the answer of a server that has no such file?)" : "a text file");
  }

  /** Nothing but printable characters and line ends; a program has a zero in its first words. */
  private static boolean isText(byte[] file) {
    byte[] sample = Arrays.copyOf(file, Math.min(file.length, SAMPLE));
    for (byte value : sample) {
      boolean printable = (value >= ' ' && value < 0x7f) || value < 0;
      if (!printable && value != '\n' && value != '\r' && value != '\t' && value != '\f') {
        return false;
      }
    }
    return sample.length > 0 && looksLikeUtf8(sample);
  }

  private static boolean looksLikeUtf8(byte[] sample) {
    String text = new String(sample, StandardCharsets.UTF_8);
    // A character that was cut off at the end of the sample is no sign of anything.
    int wrong = text.indexOf('\ufffd');
    return wrong < 0 || wrong >= text.length() - 3;
  }
}
