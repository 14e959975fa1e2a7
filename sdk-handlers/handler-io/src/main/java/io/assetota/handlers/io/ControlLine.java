package io.assetota.handlers.io;

/** A control line of a serial port that this end drives. */
public enum ControlLine {
  /** Data Terminal Ready. */
  DTR,
  /** Request To Send. */
  RTS
}
