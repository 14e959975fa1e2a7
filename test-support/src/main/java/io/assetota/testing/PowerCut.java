package io.assetota.testing;

/** The power is off, and with it the process: nothing catches this, and nothing goes on. */
public final class PowerCut extends Error {
  private static final long serialVersionUID = 1L;

  PowerCut() {
    super("the power is off");
  }
}
