package io.assetota.handlers.files;

import io.assetota.core.AssetManager;
import io.assetota.core.AssetRouter;
import io.assetota.core.handler.AssetHandler;
import io.assetota.core.handler.HandlerResult;
import io.assetota.handlers.testkit.TestDevice;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A device folder, onto which releases are installed and whose application is started. */
final class Device {
  private final Path home;

  Device(Path home) {
    this.home = home;
  }

  /** Installs a release that has these assets, given as names and contents; ordered by name. */
  void install(Map<String, byte[]> contents) throws IOException {
    new TestDevice(home).install(new TreeMap<>(contents));
  }

  /** Starts an application that routes by these patterns, and returns what became of each asset. */
  Map<String, HandlerResult.Outcome> start(Map<String, AssetHandler> routes) throws IOException {
    var router = AssetRouter.builder().attempts(1).delay(Duration.ZERO);
    routes.forEach(router::route);
    try (AssetManager manager = AssetManager.open(home)) {
      manager.onAssetOta(router.build());
      return manager.start().results().stream()
          .collect(Collectors.toMap(r -> r.asset().name(), HandlerResult::outcome));
    }
  }
}
