package io.assetota.handlers.testkit;

import io.assetota.handlers.io.ControlLine;
import io.assetota.handlers.io.SerialSettings;
import java.io.ByteArrayOutputStream;
import java.util.Set;

/**
 * A part behind a line on which one thing goes wrong. Used by one thread at a time, as the part is.
 */
public final class FaultyPart implements SerialPart {
  /** Bytes that come further apart are no longer one message. */
  private static final long PAUSE = 20_000_000L;

  private static final long LATE = 3_000_000_000L;
  private static final int NOISE = 0x55;

  private final SerialPart part;
  private final LineFault fault;
  private final Runnable reset;
  private final int refusal;
  private int toPart;
  private int fromPart;
  private long heard;
  private boolean cutsToPart;
  private boolean cutsFromPart;
  private boolean happened;

  /**
   * Puts a part behind such a line.
   *
   * @param part the part
   * @param fault what goes wrong
   * @param reset resets the part
   * @param refusal the byte by which the part refuses things
   */
  public FaultyPart(SerialPart part, LineFault fault, Runnable reset, int refusal) {
    this.part = part;
    this.fault = fault;
    this.reset = reset;
    this.refusal = refusal;
  }

  /**
   * Returns whether the fault happened.
   *
   * @return false if so many bytes never came
   */
  public boolean faultHappened() {
    return happened;
  }

  /**
   * Returns how many bytes came, of those that the fault counts.
   *
   * @return a count since the start
   */
  public int bytes() {
    return fault.kind().isToPart() ? toPart : fromPart;
  }

  @Override
  public void receive(int value, long nanos, Line line) {
    boolean hit = fault.kind().isToPart() && toPart == fault.position();
    toPart++;
    happened |= hit;
    cutsFromPart = false;
    cutsToPart &= nanos - heard <= PAUSE;
    heard = nanos;
    Line disturbed = new DisturbedLine(line);
    switch (hit ? fault.kind() : LineFault.Kind.REFUSED) {
      case LOST_TO_PART -> {
        // Nothing arrives.
      }
      case CUT_TO_PART -> cutsToPart = true;
      case CHANGED_TO_PART -> part.receive(changed(value), nanos, disturbed);
      case NOISE_TO_PART -> {
        part.receive(NOISE, nanos, disturbed);
        part.receive(value, nanos, disturbed);
      }
      case RESET -> {
        part.receive(value, nanos, disturbed);
        reset.run();
      }
      case UNPLUGGED -> line.unplug();
      default -> {
        if (!cutsToPart) {
          part.receive(value, nanos, disturbed);
        }
      }
    }
  }

  /** Another bit for each position. */
  private int changed(int value) {
    return value ^ 1 << fault.position() % Byte.SIZE;
  }

  @Override
  public void settingsChanged(SerialSettings settings) {
    part.settingsChanged(settings);
  }

  @Override
  public void controlLinesChanged(Set<ControlLine> asserted) {
    part.controlLinesChanged(asserted);
  }

  /** The line as the part sees it. */
  private final class DisturbedLine implements Line {
    private final Line line;

    DisturbedLine(Line line) {
      this.line = line;
    }

    @Override
    public void send(byte[] bytes, long nanos) {
      ByteArrayOutputStream arriving = new ByteArrayOutputStream();
      long leaving = nanos;
      for (byte value : bytes) {
        boolean hit = !fault.kind().isToPart() && fromPart == fault.position();
        fromPart++;
        happened |= hit;
        switch (hit ? fault.kind() : LineFault.Kind.RESET) {
          case LOST_FROM_PART -> {
            // Nothing arrives.
          }
          case CUT_FROM_PART -> cutsFromPart = true;
          case CHANGED_FROM_PART -> arriving.write(changed(value));
          case NOISE_FROM_PART -> {
            arriving.write(NOISE);
            arriving.write(value);
          }
          case LATE_FROM_PART -> {
            line.send(arriving.toByteArray(), leaving);
            arriving.reset();
            arriving.write(value);
            leaving += LATE;
          }
          case REFUSED -> arriving.write(refusal);
          default -> {
            if (!cutsFromPart) {
              arriving.write(value);
            }
          }
        }
      }
      line.send(arriving.toByteArray(), leaving);
    }

    @Override
    public void fallSilent() {
      line.fallSilent();
    }

    @Override
    public void unplug() {
      line.unplug();
    }
  }
}
