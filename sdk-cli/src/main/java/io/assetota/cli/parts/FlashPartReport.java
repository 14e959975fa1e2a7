package io.assetota.cli.parts;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.Console.Style;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.cli.output.Sizes;
import io.assetota.core.model.Printable;
import io.assetota.handlers.coprocessor.FlashResult;
import io.assetota.handlers.coprocessor.FlashResult.Outcome;

/**
 * The result of flashing a part.
 *
 * @param port the serial port
 * @param result what was done, or would be with {@code --dry-run}
 * @param dryRun whether nothing was changed
 */
record FlashPartReport(String port, FlashResult result, boolean dryRun) implements Report {
  @Override
  public void print(Console console) {
    console.line(Printable.line("Found " + result.part() + " at " + port + "."));
    if (result.outcome() == Outcome.UNCHANGED) {
      console.line(
          "It already holds this program; nothing " + (dryRun ? "would be" : "was") + " written.");
      return;
    }
    String work =
        Sizes.bytes(result.bytesWritten())
            + " in "
            + Sizes.count(result.pagesErased(), "erased page")
            + ", "
            + Sizes.bytes(result.bytesSkipped())
            + " skipped as blank";
    if (dryRun) {
      console.line("Would write " + work + ".");
      return;
    }
    console.line(
        console.style(Style.GOOD, "Written and verified: ")
            + work
            + ", "
            + "retries: "
            + result.retries()
            + ", "
            + String.format(java.util.Locale.ROOT, "%.1f s.", result.time().toMillis() / 1000.0));
  }

  @Override
  public JsonObject toJson() {
    return new JsonObject()
        .with("port", port)
        .with("dryRun", dryRun)
        .with("part", result.part())
        .with("outcome", result.outcome())
        .with("verification", result.verification())
        .with("bytesWritten", result.bytesWritten())
        .with("bytesSkipped", result.bytesSkipped())
        .with("pagesErased", (long) result.pagesErased())
        .with("retries", (long) result.retries())
        .with("milliseconds", result.time().toMillis());
  }
}
