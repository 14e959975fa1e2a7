package io.assetota.ota;

import io.assetota.core.install.Installer;
import io.assetota.core.model.AssetReference;
import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.http.Retries;
import io.assetota.ota.source.BundleSource;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** An agent in a process of its own, which can be killed, or run on a disk of its own. */
final class AgentProcess {
  private AgentProcess() {}

  /** Returns the command that runs an agent, as {@link #main} takes it. */
  static List<String> command(Object... arguments) {
    Set<String> classPath = new LinkedHashSet<>();
    classPath.add(Path.of("target", "test-classes").toAbsolutePath().toString());
    for (String property :
        List.of("jdk.module.path", "java.class.path", "surefire.test.class.path")) {
      String path = System.getProperty(property, "");
      if (!path.isEmpty()) {
        classPath.add(path);
      }
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                String.join(File.pathSeparator, classPath),
                AgentProcess.class.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return command;
  }

  /**
   * Updates a device and tells about it, a line each.
   *
   * @param args the device's folder; the bundle's address; {@code install} or {@code download}; and
   *     for a disk that gets full: after how many bytes, and how many it still has room for then
   */
  public static void main(String[] args) throws IOException {
    Path home = Path.of(args[0]);
    UpdateControl.Decision decision =
        args[2].equals("download")
            ? UpdateControl.Decision.DOWNLOAD
            : UpdateControl.Decision.INSTALL;
    HttpOptions options =
        HttpOptions.defaults()
            .withRetries(new Retries(3, Duration.ofMillis(10), Duration.ofMillis(10)));
    try (Installer device = Installer.open(home);
        BundleSource source = BundleSource.of(URI.create(args[1]), options)) {
      UpdateResult result =
          UpdateAgent.forDevice(device)
              .control(plan -> decision)
              .build()
              .update(
                  source,
                  args.length > 3
                      ? filling(home, Long.parseLong(args[3]), Long.parseLong(args[4]))
                      : telling());
      tell(result.outcome() + " " + result.bytesFetched());
    } catch (IOException e) {
      tell(e.getClass().getSimpleName() + " " + e.getMessage());
    }
  }

  private static void tell(String line) {
    System.out.println(line);
    System.out.flush();
  }

  private static UpdateListener telling() {
    return new UpdateListener() {
      @Override
      public void planned(UpdatePlan plan) {
        tell("PLANNED");
      }

      @Override
      public void stored(AssetReference asset) {
        tell("STORED " + asset.name());
      }
    };
  }

  private static UpdateListener filling(Path home, long after, long room) {
    return new UpdateListener() {
      private boolean full;

      @Override
      public void progress(UpdateProgress progress) {
        if (!full && progress.bytes() >= after) {
          full = true;
          try (OutputStream ballast = Files.newOutputStream(home.resolveSibling("ballast"))) {
            while (Files.getFileStore(home).getUsableSpace() > room) {
              ballast.write(new byte[4096]);
            }
          } catch (IOException e) {
            tell("the ballast failed: " + e.getMessage());
          }
        }
      }
    };
  }
}
