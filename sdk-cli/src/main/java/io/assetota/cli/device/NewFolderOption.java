package io.assetota.cli.device;

import io.assetota.cli.option.PlatformOption;
import io.assetota.core.model.Platform;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a device folder gets when it is made. */
final class NewFolderOption {
  @Option(
      names = "--platform",
      paramLabel = "NAME",
      converter = PlatformOption.class,
      completionCandidates = PlatformOption.class,
      description =
          "The platform of a new device folder, by name or number: what it stands in for. Default:"
              + " linux.")
  @Nullable Platform platform;
}
