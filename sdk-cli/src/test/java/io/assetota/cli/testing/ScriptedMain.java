package io.assetota.cli.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/** An application that does what a resource in its jar says. It knows nothing of this SDK. */
public final class ScriptedMain {
  public static final String SCRIPT = "script.txt";

  private ScriptedMain() {}

  public static void main(String[] args) throws Exception {
    System.out.println("version " + System.getenv("ASSET_OTA_VERSION") + " begins");
    String[] words = script().split(" ", -1);
    for (String word : words) {
      step(word);
    }
  }

  private static void step(String word) throws IOException, InterruptedException {
    switch (word) {
      case "throw" -> throw new IllegalStateException("this version can't work");
      case "exit" -> System.exit(0);
      case "stop" ->
          new ProcessBuilder("kill", "-STOP", "" + ProcessHandle.current().pid()).start().waitFor();
      case "die" -> System.exit(7);
      case "child" -> new ProcessBuilder("sleep", "1000").start();
      case "run" -> TimeUnit.DAYS.sleep(1);
      default -> TimeUnit.MILLISECONDS.sleep(Long.parseLong(word));
    }
  }

  private static String script() throws IOException {
    try (InputStream in = ScriptedMain.class.getResourceAsStream("/" + SCRIPT)) {
      return new String(in.readAllBytes(), UTF_8).strip();
    }
  }
}
