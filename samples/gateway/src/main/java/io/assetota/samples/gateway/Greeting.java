package io.assetota.samples.gateway;

/** What the gateway says first. The demo changes this class, to have another version. */
final class Greeting {
  private Greeting() {}

  static String text() {
    return "Good morning.";
  }
}
