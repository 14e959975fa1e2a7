package io.assetota.maven.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.AssetManager;
import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.VerifyOptions;
import io.assetota.core.device.DeviceStatus;
import io.assetota.core.device.InstalledApplication;
import io.assetota.core.install.Installer;
import io.assetota.ota.UpdateAgent;
import io.assetota.runtime.DeviceRuntime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bundle that a build has made: what the scripts of the projects in src/it look at. */
public final class DeliveredBundle {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path file;
  private final Path home;

  private DeliveredBundle(Path file, Path home) {
    this.file = file;
    this.home = home;
  }

  /** Takes the bundle of a project, and requires that two builds of it have made the same one. */
  public static DeliveredBundle builtTwice(Path project, String first, String second)
      throws IOException {
    Path bundle = project.resolve(second);
    if (Files.mismatch(project.resolve(first), bundle) >= 0) {
      throw new AssertionError(bundle + " has other bytes than that of the first build");
    }
    return new DeliveredBundle(bundle, project.resolve("target/device-of-test"));
  }

  /** Requires that a device has a version, with all its assets. */
  public static void requireInstalled(Path home, String version) throws IOException {
    DeviceStatus status = AssetManager.look(home);
    String found = status.application().map(InstalledApplication::release).orElse("nothing");
    if (!found.equals(version) || !status.missing().isEmpty()) {
      throw new AssertionError(home + " has " + found + ", and lacks " + status.missing());
    }
  }

  /** Requires that the bundle is valid and has these assets. */
  public void requireAssets(String... names) throws IOException {
    try (Bundle bundle = Bundle.open(file)) {
      List<String> found =
          bundle.verify(VerifyOptions.DEFAULT).requireValid().assets().stream()
              .map(a -> a.asset().name())
              .toList();
      if (!found.equals(List.of(names))) {
        throw new AssertionError("assets " + found + " instead of " + List.of(names));
      }
    }
  }

  /** Installs and runs the application, until it has printed a text. */
  public void requireOutput(String text) throws IOException {
    run(output -> output.contains(text), output -> {});
  }

  /**
   * Installs and runs the application, and asks it.
   *
   * @param port finds the port in what it prints
   * @param path what to ask for
   * @param answer what it has to answer
   */
  public void requireAnswer(String port, String path, String answer) throws IOException {
    Pattern pattern = Pattern.compile(port);
    run(
        output -> pattern.matcher(output).find(),
        output -> {
          Matcher found = pattern.matcher(output);
          found.find();
          String answered = get(URI.create("http://localhost:" + found.group(1) + path));
          if (!answered.equals(answer)) {
            throw new AssertionError("the application answers: " + answered);
          }
        });
  }

  private static String get(URI address) throws IOException {
    try (InputStream in = address.toURL().openStream()) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private interface Check {
    void check(String output) throws IOException;
  }

  private void run(Predicate<String> isEnough, Check check) throws IOException {
    try (Installer device = Installer.open(home)) {
      UpdateAgent.forDevice(device).build().install(file);
    }
    Output output = new Output(isEnough);
    try (DeviceRuntime runtime = DeviceRuntime.builder(home).output(output, output).build()) {
      Thread loop = new Thread(runtime, "runtime of the test");
      loop.start();
      if (!output.awaitEnough()) {
        throw new AssertionError("the application only said: " + output);
      }
      check.check(output.toString(UTF_8));
    }
  }

  /** Keeps what an application prints. */
  private static final class Output extends ByteArrayOutputStream {
    private final Predicate<String> isEnough;
    private final CountDownLatch enough = new CountDownLatch(1);

    Output(Predicate<String> isEnough) {
      this.isEnough = isEnough;
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      super.write(bytes, offset, length);
      if (isEnough.test(toString(UTF_8))) {
        enough.countDown();
      }
    }

    boolean awaitEnough() {
      try {
        return enough.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
