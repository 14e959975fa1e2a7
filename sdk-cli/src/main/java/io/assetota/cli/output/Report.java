package io.assetota.cli.output;

/** A command's result, which it can say to people and to programs. */
public interface Report {
  /**
   * Says it to people.
   *
   * @param console where to
   */
  void print(Console console);

  /**
   * Says it to programs. The names are a promise: docs/guides/cli.md has them.
   *
   * @return the whole result
   */
  JsonObject toJson();

  /**
   * Tells how the command ends.
   *
   * @return false for a result that makes it end with exit code 1
   */
  default boolean isGood() {
    return true;
  }
}
