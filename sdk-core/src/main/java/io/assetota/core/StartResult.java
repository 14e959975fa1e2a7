package io.assetota.core;

import com.google.common.collect.ImmutableList;
import io.assetota.core.handler.HandlerResult;
import java.util.List;

/**
 * What {@link AssetManager#start} did.
 *
 * @param outcome what happened
 * @param results the result of each asset if an {@link AssetRouter} was registered; else empty
 */
public record StartResult(Outcome outcome, List<HandlerResult> results) {
  /** What happened. */
  public enum Outcome {
    /** There was nothing new, or nobody to tell. */
    NOTHING_NEW,
    /** The application was told. */
    NOTIFIED,
    /**
     * A handler failed without which the application can't stay, and the application was on trial:
     * the previous one is installed again, with its assets. End this process, so that whoever
     * starts the application starts that one.
     */
    ROLLED_BACK,
    /** Assets are missing, so the application was not told. An update has to bring them. */
    SAFE_MODE
  }

  /** Copies the list. */
  public StartResult {
    results = ImmutableList.copyOf(results);
  }

  static StartResult of(Outcome outcome) {
    return new StartResult(outcome, List.of());
  }
}
