package io.assetota.handlers.testkit.smp;

/** What an image does when the boot loader has started it. */
public enum SmpProgram {
  /** It answers. */
  RUNS,
  /** It runs, and never answers. */
  SILENT,
  /** It fails at once, and a watchdog resets the part. */
  CRASHES
}
