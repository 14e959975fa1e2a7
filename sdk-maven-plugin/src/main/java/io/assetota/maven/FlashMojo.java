package io.assetota.maven;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Installs the bundle into a device folder on this machine. Only new and changed files and assets
 * are written.
 */
@Mojo(name = "flash", threadSafe = true)
public final class FlashMojo extends DeviceMojo {
  /** Also install an older application than the installed one. */
  @Parameter(property = "assetOta.allowDowngrade", defaultValue = "false")
  boolean allowDowngrade;

  /**
   * Install on trial: unless the application is confirmed in this time (90s, 10m, 12h, 7d), the
   * previous one comes back with its assets. Default: install it for good.
   */
  @Parameter(property = "assetOta.confirmWithin")
  @Nullable String confirmWithin;

  @Override
  void run(Path bundle) throws IOException {
    install(bundle, allowDowngrade, time("confirmWithin", confirmWithin));
  }
}
