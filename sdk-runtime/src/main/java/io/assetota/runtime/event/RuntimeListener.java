package io.assetota.runtime.event;

/** Follows a runtime. Called on the thread that runs it; must not block. */
@FunctionalInterface
public interface RuntimeListener {
  /** Follows nothing. */
  RuntimeListener NONE = event -> {};

  /**
   * Something happened.
   *
   * @param event what
   */
  void on(RuntimeEvent event);
}
