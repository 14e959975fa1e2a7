package io.assetota.handlers.coprocessor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The cells of a table in a guide, for tests that hold it against the code. */
public final class GuideTable {
  private GuideTable() {}

  /**
   * Reads the first table behind a heading.
   *
   * @param guide the name of the file
   * @param heading the whole line, or the first line for the top of the guide
   * @return the rows, without the names of the columns
   */
  public static List<List<String>> read(String guide, String heading) throws IOException {
    List<String> lines = Files.readAllLines(guides().resolve(guide));
    int at = lines.indexOf(heading);
    if (at < 0) {
      throw new AssertionError(guide + " has no " + heading);
    }
    List<List<String>> rows = new ArrayList<>();
    for (String line : lines.subList(at, lines.size())) {
      if (line.startsWith("|")) {
        rows.add(
            Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                .map(String::strip)
                .toList());
      } else if (!rows.isEmpty()) {
        break;
      }
    }
    return rows.subList(2, rows.size());
  }

  private static Path guides() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("docs/guides"))) {
      folder = folder.getParent();
    }
    return folder.resolve("docs/guides");
  }
}
