package io.assetota.cli.output;

import io.assetota.cli.output.Console.Style;
import io.assetota.core.model.Printable;
import java.util.ArrayList;
import java.util.List;

/** A list of names and values, the values in one column. */
public final class Facts {
  private record Fact(String name, String value, Style style) {}

  private final List<Fact> facts = new ArrayList<>();

  /**
   * Adds a fact.
   *
   * @param name what it is
   * @param value its value
   * @return this
   */
  public Facts with(String name, Object value) {
    return with(name, value, Style.PLAIN);
  }

  /**
   * Adds a fact in a colour.
   *
   * @param name what it is
   * @param value its value
   * @param style the value's colour
   * @return this
   */
  public Facts with(String name, Object value, Style style) {
    facts.add(new Fact(name, Printable.line(value.toString()), style));
    return this;
  }

  /**
   * Writes them, indented.
   *
   * @param console where to
   */
  public void print(Console console) {
    int width = facts.stream().mapToInt(f -> f.name().length()).max().orElse(0);
    for (Fact fact : facts) {
      console.line(
          "  "
              + fact.name()
              + " ".repeat(width - fact.name().length() + 2)
              + console.style(fact.style(), fact.value()));
    }
  }
}
