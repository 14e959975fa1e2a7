package io.assetota.handlers.coprocessor.smp;

/** When an image is made to stay. Until then, the part goes back by itself at its next reset. */
public enum SmpConfirmation {
  /** When it has been started and has answered that it runs. */
  AFTER_TEST,
  /** Before it is started: the part never goes back. */
  AT_ONCE,
  /** Not at all: somebody else does it, or the program itself. */
  NEVER
}
