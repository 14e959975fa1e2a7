package io.assetota.cli.output;

/** The result of a command, in a form for people and one for programs. */
public interface Report {
  /**
   * Prints it for people.
   *
   * @param console where to
   */
  void print(Console console);

  /**
   * Returns it for programs. The names are stable: docs/guides/cli.md lists them.
   *
   * @return the whole result
   */
  JsonObject toJson();

  /**
   * Returns how the command ends.
   *
   * @return false for a result that makes it end with exit code 1
   */
  default boolean isGood() {
    return true;
  }
}
