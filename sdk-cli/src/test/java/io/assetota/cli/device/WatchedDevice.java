package io.assetota.cli.device;

import static io.assetota.cli.testing.Ran.asset_ota;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.cli.testing.Ran;
import io.assetota.cli.testing.Started;
import io.assetota.core.AssetManager;
import io.assetota.core.device.InstalledApplication;
import io.assetota.testing.ProcessFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A device without a server, to which releases come by {@code flash}. */
final class WatchedDevice implements AutoCloseable {
  private final Path folder;
  private final Path home;
  private Started run;

  /** Prepares one in a folder of its own. */
  WatchedDevice(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.home = folder.resolve("device");
  }

  /**
   * Installs a release.
   *
   * @param settings lines of its {@code project.properties}
   * @param files the application's files, by name
   * @param trial options of {@code flash}
   */
  void flash(int version, String settings, Map<String, String> files, Object... trial)
      throws IOException {
    Path project = Files.createDirectories(folder.resolve("project" + version));
    Path application = Files.createDirectories(project.resolve("application"));
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(application.resolve(file.getKey()), file.getValue());
    }
    Files.writeString(
        project.resolve("project.properties"),
        "name=Kiosk\napplication=application\nversion=" + version + "\n" + settings);
    Path bundle = folder.resolve("release" + version + ".zip");
    asset_ota("bundle", project, "--save-to", bundle).succeeds();
    asset_ota(Stream.concat(Stream.of("flash", bundle, "--home", home), Stream.of(trial)).toArray())
        .succeeds();
  }

  void run(Object... options) throws IOException {
    run =
        Started.asset_ota(
            folder, Stream.concat(Stream.of("run", "--home", home), Stream.of(options)).toArray());
  }

  /** Waits until the runtime has told something. */
  void awaitTold(String text) throws Exception {
    run.until(() -> told().contains(text));
  }

  /** Waits until the application has printed something. */
  void awaitPrinted(String text) throws Exception {
    run.until(() -> read("out.txt").contains(text));
  }

  String told() {
    return read("err.txt");
  }

  private String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until a version has been started; returns its process. */
  long awaitStarted(int version) throws Exception {
    Pattern started = Pattern.compile("started version " + version + ".*, process ([0-9]+)\n");
    run.until(() -> started.matcher(told()).find());
    Matcher matcher = started.matcher(told());
    assertThat(matcher.find()).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  String installed() throws IOException {
    return AssetManager.look(home)
        .application()
        .map(InstalledApplication::release)
        .orElse("nothing");
  }

  /** Ends the runtime by SIGTERM; nothing of the application may be left. */
  void end() throws Exception {
    Ran ran = run.terminate();
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err()).doesNotContain("ERROR");
    assertThat(processes()).isEmpty();
  }

  private Stream<ProcessHandle> processes() {
    return ProcessHandle.allProcesses()
        .filter(
            p -> ProcessFiles.read(p.pid(), "environ").contains("ASSET_OTA_HOME=" + home + "\0"));
  }

  @Override
  public void close() {
    if (run != null) {
      run.close();
    }
    processes().forEach(ProcessHandle::destroyForcibly);
  }
}
