package io.assetota.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.device.DeviceStatus;
import io.assetota.core.install.Installer;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.Platform;
import io.assetota.core.model.StorageLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A process that is the application or the updater of a folder until it is killed. */
final class RoleProcess {
  /** Room for one set: each installation has to drop what the other process may be reading. */
  static final Platform SMALL =
      Platform.LINUX.withStorage(
          new StorageLimits(8 * StorageLimits.BLOCK_SIZE, 3 * StorageLimits.BLOCK_SIZE));

  /** Two programs with three sets of assets each. */
  static final List<Release> RELEASES =
      IntStream.range(0, 6).mapToObj(RoleProcess::release).toList();

  private final Path home;
  private final Random random;

  private RoleProcess(Path home, Random random) {
    this.home = home;
    this.random = random;
  }

  private static Release release(int i) {
    Release release = Release.ofProgram("program" + i % 2, "same", "in all of them");
    for (String name : List.of("a", "b")) {
      byte[] content = (name + i).repeat(500 * (i + 1)).getBytes(UTF_8);
      release = release.with(name, content);
    }
    return release;
  }

  public static void main(String[] args) {
    RoleProcess process = new RoleProcess(Path.of(args[1]), new Random(Long.parseLong(args[2])));
    try {
      while (true) {
        if (args[0].equals("application")) {
          process.beApplication();
        } else {
          process.beUpdater();
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      e.printStackTrace(System.out);
      System.exit(3);
    }
  }

  private void beApplication() throws IOException {
    try (AssetManager assets = AssetManager.open(home)) {
      assets.lookForUpdatesEvery(Duration.ZERO); // all on this thread, so each read must succeed
      assets.onAssetOta(available -> assets.assetsHandled(random.nextBoolean()));
      assets.start();
      for (int i = random.nextInt(20); i >= 0; i--) {
        readAll(assets);
        switch (random.nextInt(6)) {
          case 0 -> assets.confirm();
          case 1 -> assets.rollBack();
          case 2 -> assets.deliver();
          default -> requireWhole(assets.status());
        }
        System.out.println("round");
      }
    }
  }

  private static void readAll(AssetManager assets) throws IOException {
    if (!assets.missing().isEmpty()) {
      throw new AssertionError("missing: " + assets.missing());
    }
    for (Asset asset : assets.available()) {
      if (!AssetHash.ofContent(Devices.read(asset)).equals(asset.hash())) {
        throw new AssertionError("wrong content: " + asset);
      }
    }
  }

  private static void requireWhole(DeviceStatus status) {
    if (!status.missing().isEmpty()) {
      throw new AssertionError("missing: " + status.missing());
    }
  }

  private void beUpdater() throws IOException {
    try (Installer updater = Installer.open(home, SMALL)) {
      for (int i = random.nextInt(20); i >= 0; i--) {
        Release release = RELEASES.get(random.nextInt(RELEASES.size()));
        try {
          if (random.nextInt(3) == 0) {
            release.tryOn(updater, Duration.ofMillis(1_000 + random.nextInt(2_000)));
          } else {
            release.installOn(updater);
          }
        } catch (AssetException e) {
          requireExpected(e);
          if (random.nextBoolean()) {
            updater.rollBack();
          }
        }
        updater.rollBackIfOverdue();
        requireWhole(updater.status());
        System.out.println("round");
      }
    }
  }

  /** Another application is on trial, both sets don't fit, or the application confirmed. */
  private static void requireExpected(AssetException e) throws AssetException {
    String message = String.valueOf(e.getMessage());
    if (!message.contains("on trial")
        && !message.contains("don't fit beside")
        && !message.contains("prepare it again")) {
      throw e;
    }
  }
}
