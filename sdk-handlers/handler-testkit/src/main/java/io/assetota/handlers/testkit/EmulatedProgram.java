package io.assetota.handlers.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.handlers.io.ControlLine;
import io.assetota.handlers.io.SerialSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The program of an emulated part: when the boot loader has given way to it, it answers each line
 * that comes by a line with its version, or is silent. Used by one thread at a time, as the part
 * is.
 *
 * <pre>{@code
 * Stm32Emulator part = new Stm32Emulator(Stm32Chip.f103());
 * SerialPart whole =
 *     new EmulatedProgram(part, part::programRuns, () -> ProgramAnswer.version("2.1.0"));
 * }</pre>
 */
public final class EmulatedProgram implements SerialPart {
  private static final int LONGEST_LINE = 256;

  private final SerialPart bootLoader;
  private final BooleanSupplier runs;
  private final Supplier<ProgramAnswer> program;
  private Optional<ProgramAnswer> running = Optional.empty();
  private long startedAt;
  private int line;

  /**
   * Puts a program beside a boot loader.
   *
   * @param bootLoader the part, with its boot loader
   * @param runs whether the boot loader has given way to the program
   * @param program what the program in flash answers; asked for each time that it starts
   */
  public EmulatedProgram(
      SerialPart bootLoader, BooleanSupplier runs, Supplier<ProgramAnswer> program) {
    this.bootLoader = bootLoader;
    this.runs = runs;
    this.program = program;
  }

  @Override
  public void receive(int value, long nanos, Line to) {
    boolean ran = runs.getAsBoolean();
    if (!ran) {
      running = Optional.empty();
      bootLoader.receive(value, nanos, to);
      return;
    }
    if (running.isEmpty()) {
      running = Optional.of(program.get());
      startedAt = nanos;
      line = 0;
    }
    bootLoader.receive(value, nanos, to);
    if (value == '\n' && line > 0) {
      answer(running.get(), nanos, to);
    }
    line = value == '\n' || value == '\r' ? 0 : Math.min(LONGEST_LINE, line + 1);
  }

  /** What comes before the program listens is lost. */
  private void answer(ProgramAnswer answer, long nanos, Line to) {
    if (nanos - startedAt >= answer.after().toNanos()) {
      answer.version().ifPresent(v -> to.send((v + "\n").getBytes(UTF_8), nanos));
    }
  }

  @Override
  public void settingsChanged(SerialSettings settings) {
    bootLoader.settingsChanged(settings);
  }

  /** A reset starts the program anew. */
  @Override
  public void controlLinesChanged(Set<ControlLine> asserted) {
    running = Optional.empty();
    bootLoader.controlLinesChanged(asserted);
  }

  /**
   * What a program answers when it is asked for its version.
   *
   * @param version the version; empty if it is silent
   * @param after how long after its start it listens, counted from the first byte that comes
   */
  public record ProgramAnswer(Optional<String> version, Duration after) {
    /**
     * A program that answers as soon as it runs.
     *
     * @param version what it says
     * @return the answer
     */
    public static ProgramAnswer version(String version) {
      return new ProgramAnswer(Optional.of(version), Duration.ZERO);
    }

    /**
     * A program that says nothing.
     *
     * @return no answer
     */
    public static ProgramAnswer silent() {
      return new ProgramAnswer(Optional.empty(), Duration.ZERO);
    }

    /**
     * The same, later.
     *
     * @param time from its start
     * @return the answer
     */
    public ProgramAnswer after(Duration time) {
      return new ProgramAnswer(version, time);
    }
  }
}
