package io.assetota.handlers.testkit.panel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Collects what a real chip would not have accepted, and keeps the time for that. */
final class Complaints {
  /** A driver that does one thing wrong does it for every pixel. */
  private static final int MAX = 100;

  private final List<String> texts = new ArrayList<>();
  private final LongSupplier millis;

  Complaints(LongSupplier millis) {
    this.millis = millis;
  }

  long now() {
    return millis.getAsLong();
  }

  void add(String format, Object... args) {
    if (texts.size() < MAX) {
      texts.add(String.format(Locale.ROOT, format, args));
    }
  }

  List<String> texts() {
    return List.copyOf(texts);
  }
}
