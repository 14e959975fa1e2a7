package io.assetota.cli.parts;

import io.assetota.cli.command.Subcommand;
import io.assetota.cli.output.Console;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import io.assetota.handlers.io.SerialSettings;
import io.assetota.handlers.io.SerialSettings.Parity;
import io.assetota.handlers.testkit.FaultyPart;
import io.assetota.handlers.testkit.LineFault;
import io.assetota.handlers.testkit.PseudoTerminal;
import io.assetota.handlers.testkit.SerialPart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Emulates a part at a pseudo-terminal until it is stopped. */
abstract class EmulatePartCommand extends Subcommand {
  private static final long CHECK_MILLIS = 200;

  @Option(
      names = "--port",
      paramLabel = "PATH",
      required = true,
      description = "The path of the port to create; it must not exist.")
  Path port = Path.of("");

  @Option(
      names = "--baud-timing",
      paramLabel = "N",
      description = "Transfer as slowly as a line with this bit rate. Default: no delay.")
  @Nullable Integer baudTiming;

  @Option(
      names = "--fault",
      paramLabel = "KIND:N",
      description = "A fault that happens once, at byte N, for example lost-to-part:17.")
  @Nullable String fault;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Exit after this time. Default: never.")
  @Nullable Integer seconds;

  EmulatePartCommand(Console console) {
    super(console);
  }

  /**
   * A part that is emulated.
   *
   * @param title what it is, for people
   * @param part the part
   * @param parity that of its line
   * @param missed at the end, why the fault that was asked for did not happen
   */
  record Emulated(String title, SerialPart part, Parity parity, Supplier<Optional<String>> missed) {
    /** A part, on a line with a fault if one is asked for. */
    static Emulated of(
        String title,
        Parity parity,
        SerialPart part,
        @Nullable String fault,
        Runnable reset,
        int refusal) {
      if (fault == null) {
        return new Emulated(title, part, parity, Optional::empty);
      }
      FaultyPart faulty = new FaultyPart(part, LineFault.parse(fault), reset, refusal);
      return new Emulated(
          title,
          faulty,
          parity,
          () ->
              faulty.faultHappened()
                  ? Optional.empty()
                  : Optional.of("there were only " + faulty.bytes() + " bytes"));
    }
  }

  /**
   * Makes the part.
   *
   * @throws IllegalArgumentException if the options don't fit
   * @throws IOException if a file can't be read
   */
  abstract Emulated emulated() throws IOException;

  @Override
  public Integer call() throws IOException {
    Emulated emulated;
    SerialSettings pace;
    try {
      emulated = emulated();
      pace = baudTiming == null ? null : new SerialSettings(baudTiming, emulated.parity());
    } catch (IllegalArgumentException e) {
      throw wrongUsage(String.valueOf(e.getMessage()));
    }
    try (PseudoTerminal terminal = PseudoTerminal.open(port, emulated.part(), pace)) {
      // The hook stays: removing it fails during shutdown, and closing twice is harmless.
      Runtime.getRuntime().addShutdownHook(new Thread(terminal::close, "close " + port));
      console.line(
          "An emulated "
              + emulated.title()
              + " listens at "
              + Printable.line(port.toString())
              + "; Ctrl-C stops it.");
      await(terminal);
    }
    emulated.missed().get().ifPresent(why -> console.warn("the fault did not happen: " + why));
    return DONE;
  }

  private void await(PseudoTerminal terminal) throws AssetException {
    long end =
        seconds == null ? Long.MAX_VALUE : System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    try {
      while (terminal.isOpen() && System.nanoTime() < end) {
        Thread.sleep(CHECK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssetException("the emulator was interrupted", e);
    }
  }
}
