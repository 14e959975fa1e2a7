package io.assetota.cli.output;

import io.assetota.cli.output.Console.Style;
import io.assetota.core.model.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An indented table with headings. Columns of numbers are aligned to the right. */
public final class Table {
  private static final String GAP = "  ";

  private final List<String> headings;
  private final List<List<Object>> rows = new ArrayList<>();

  /**
   * Begins a table.
   *
   * @param headings one for each column
   */
  public Table(String... headings) {
    this.headings = List.of(headings);
  }

  /**
   * Adds a row.
   *
   * @param cells one for each column: a number, or anything else, which is written as its text
   * @return this
   */
  public Table row(Object... cells) {
    if (cells.length != headings.size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + headings.size());
    }
    rows.add(List.copyOf(Arrays.asList(cells)));
    return this;
  }

  /**
   * Returns whether there is anything to write.
   *
   * @return true without rows
   */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /**
   * Writes the table; nothing if it has no rows.
   *
   * @param console where to
   */
  public void print(Console console) {
    if (rows.isEmpty()) {
      return;
    }
    int[] widths = new int[headings.size()];
    boolean[] right = new boolean[widths.length];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      right[i] = rows.stream().anyMatch(r -> r.get(column) instanceof Number);
      int widest = rows.stream().mapToInt(r -> width(text(r.get(column)))).max().orElse(0);
      widths[i] = Math.max(headings.get(i).length(), widest);
    }
    console.line(console.style(Style.FAINT, row(headings, widths, right)));
    rows.forEach(row -> console.line(row(row, widths, right)));
  }

  private static String row(List<?> cells, int[] widths, boolean[] right) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String text = text(cells.get(i));
      // The last column needs none, and may have one text that is very long.
      boolean padded = right[i] || i < widths.length - 1;
      String padding = padded ? " ".repeat(widths[i] - width(text)) : "";
      line.append(GAP).append(right[i] ? padding + text : text + padding);
    }
    return line.toString().stripTrailing();
  }

  private static String text(Object cell) {
    return cell instanceof Number number
        ? Sizes.grouped(number.longValue())
        : Printable.line(cell.toString());
  }

  /** Characters outside the Basic Multilingual Plane are one, though a String counts two. */
  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
