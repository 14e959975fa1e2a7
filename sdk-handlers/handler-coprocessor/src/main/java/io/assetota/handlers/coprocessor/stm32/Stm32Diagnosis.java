package io.assetota.handlers.coprocessor.stm32;

import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.line.FrameException;
import io.assetota.handlers.coprocessor.line.FrameException.Kind;
import org.jspecify.annotations.Nullable;

/** Puts into words what is likely wrong when a boot loader does not answer as it should. */
final class Stm32Diagnosis {
  private Stm32Diagnosis() {}

  static CoprocessorException noBootLoader(
      String line, boolean canReset, @Nullable FrameException last) {
    if (last != null && last.kind() != Kind.SILENCE) {
      return new CoprocessorException(
          Problem.GARBLED_ANSWER,
          "something answers on "
              + line
              + ", but not as a boot loader does ("
              + last.getMessage()
              + "). Likely the parity: it has to be even (8E1); or the speed, 1200 to 115200 baud"
              + " for older parts; or BOOT0 stays low and the part's own program talks",
          last);
    }
    return new CoprocessorException(
        Problem.NO_ANSWER,
        "the boot loader is silent on "
            + line
            + ". Likely "
            + (canReset
                ? "BOOT0 (it has to be high while RESET goes high) or RESET (inverted?)"
                : "BOOT0 (it has to be high) and a missing reset")
            + "; or TX and RX are crossed; or the parity is not even (8E1); or this UART is not one"
            + " that the part's boot loader listens to (AN2606)",
        last);
  }

  static CoprocessorException lost(String line, boolean canReset, FrameException last) {
    String advice =
        canReset
            ? "not even after a reset: check the supply and the RESET wire"
            : "and nothing here can reset it: reset it by hand, or connect BOOT0 and RESET";
    return last.kind() == Kind.SILENCE
        ? new CoprocessorException(
            Problem.NO_ANSWER,
            "the boot loader on " + line + " fell silent in the middle of the work, " + advice,
            last)
        : new CoprocessorException(
            Problem.UNRELIABLE_LINE,
            "the boot loader on " + line + " can't be understood any more, " + advice,
            last);
  }

  static CoprocessorException gaveUp(String line, int attempts, @Nullable FrameException last) {
    String what = last == null ? "nothing" : last.getMessage();
    return last != null && last.kind() == Kind.REFUSED
        ? new CoprocessorException(
            Problem.REFUSED,
            what
                + " on "
                + line
                + ", "
                + attempts
                + " times. Likely the area is write-protected, or not there on this part",
            last)
        : new CoprocessorException(
            Problem.UNRELIABLE_LINE,
            what
                + " on "
                + line
                + ", "
                + attempts
                + " times. Likely a bad contact, a wire too long for this speed, or ground; try a"
                + " lower speed",
            last);
  }
}
