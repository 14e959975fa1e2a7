package io.assetota.cli.parts;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.Console.Style;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.cli.output.Sizes;
import io.assetota.core.model.Printable;
import io.assetota.handlers.coprocessor.FlashResult;
import io.assetota.handlers.coprocessor.FlashResult.Outcome;
import java.util.Locale;
import java.util.Optional;

/**
 * The result of flashing a part.
 *
 * @param port the serial port
 * @param result what was done, or would be with {@code --dry-run}
 * @param dryRun whether nothing was changed
 * @param version what the program reports, if that was asked for
 */
record FlashPartReport(String port, FlashResult result, boolean dryRun, Optional<String> version)
    implements Report {
  @Override
  public void print(Console console) {
    printResult(console);
    version.ifPresent(v -> console.line(Printable.line("It reports version " + v + ".")));
  }

  private void printResult(Console console) {
    console.line(Printable.line("Found " + result.part() + " at " + port + "."));
    if (result.outcome() == Outcome.UNCHANGED) {
      console.line(
          "It already holds this program; nothing " + (dryRun ? "would be" : "was") + " written.");
      return;
    }
    if (dryRun) {
      console.line("Would write " + work() + ".");
      return;
    }
    console.line(
        console.style(Style.GOOD, done())
            + work()
            + ", retries: "
            + result.retries()
            + ", "
            + String.format(Locale.ROOT, "%.1f s.", result.time().toMillis() / 1000.0));
  }

  private String done() {
    return switch (result.verification()) {
      case CHECKSUM, READ_BACK -> "Written and verified: ";
      case BY_PART -> "Written, and verified by the part: ";
      case TRANSFER -> "Sent, and every block acknowledged; the flash can't be read back: ";
    };
  }

  /** Where pages are not known, only the bytes. */
  private String work() {
    String bytes = Sizes.bytes(result.bytesWritten());
    return result.pagesErased() == 0
        ? bytes
        : bytes
            + " in "
            + Sizes.count(result.pagesErased(), "erased page")
            + ", "
            + Sizes.bytes(result.bytesSkipped())
            + " skipped as blank";
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
        .with("milliseconds", result.time().toMillis())
        .with("version", version);
  }
}
