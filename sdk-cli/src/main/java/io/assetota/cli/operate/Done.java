package io.assetota.cli.operate;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;

/**
 * What was changed.
 *
 * @param sentence for people
 * @param facts for programs
 */
record Done(String sentence, JsonObject facts) implements Report {
  @Override
  public void print(Console console) {
    console.line(sentence);
  }

  @Override
  public JsonObject toJson() {
    return facts;
  }
}
