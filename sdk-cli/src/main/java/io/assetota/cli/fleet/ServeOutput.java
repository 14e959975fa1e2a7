package io.assetota.cli.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Sizes;
import io.assetota.cli.output.UnreadOutput;
import io.assetota.server.EndedUpdate;
import java.io.PrintStream;
import java.util.Locale;

/**
 * The output of a running server. Its threads write here, so none of them may wait for a reader;
 * this includes the log, which the logger writes to {@link System#err}.
 */
final class ServeOutput implements AutoCloseable {
  private static final int LINES = 1000;

  private final UnreadOutput data;
  private final UnreadOutput log;
  private final PrintStream formerErr;
  private final Console console;
  private final boolean json;

  private ServeOutput(Console console, boolean json) {
    this.json = json;
    data = new UnreadOutput(console.out(), LINES, json ? ServeOutput::asJson : ServeOutput::asText);
    log = new UnreadOutput(console.err(), LINES, ServeOutput::asText);
    this.console =
        console.writingTo(new PrintStream(data, true, UTF_8), new PrintStream(log, true, UTF_8));
    formerErr = System.err;
    System.setErr(this.console.err());
  }

  static ServeOutput asText(Console console) {
    return new ServeOutput(console, false);
  }

  static ServeOutput asJson(Console console) {
    return new ServeOutput(console, true);
  }

  private static String asText(long dropped) {
    return dropped + " lines were dropped here: the reader was too slow";
  }

  private static String asJson(long dropped) {
    return new JsonObject().with("dropped", dropped).toString();
  }

  void tell(ServeReport report) {
    if (json) {
      console.line(report.toJson().toString());
    } else {
      report.print(console);
    }
  }

  void tell(EndedUpdate update) {
    String outcome = update.outcome().name().toLowerCase(Locale.ROOT);
    if (json) {
      console.line(
          new JsonObject()
              .with("device", update.deviceId())
              .with("release", update.releaseId())
              .with("outcome", outcome)
              .with("bytesSent", update.bytesSent())
              .toString());
    } else {
      console.line(
          update.deviceId()
              + " "
              + outcome
              + " release "
              + update.releaseId()
              + ", "
              + Sizes.bytes(update.bytesSent())
              + " sent");
    }
  }

  void warn(String message) {
    console.warn(message);
  }

  /** Writes what is left, if somebody reads it. */
  @Override
  public void close() {
    System.setErr(formerErr);
    data.close();
    log.close();
  }
}
