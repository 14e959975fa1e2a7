package io.assetota.cli;

import io.assetota.bundle.Bundle;
import io.assetota.bundle.VerifyOptions;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Report;
import io.assetota.core.module.Platform;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells whether a bundle may be used. */
@Command(
    name = "verify",
    description = {
      "Tells whether a bundle may be used, and if not, every reason why.",
      "Ends with exit code 1 if it may not."
    },
    footer = {"  asset-ota verify bundle.zip", "  asset-ota verify bundle.zip --platform tracker"})
final class VerifyCommand extends ReportingCommand {
  @Parameters(paramLabel = "FILE.zip", description = "The bundle.")
  Path file = Path.of("");

  @Option(
      names = "--platform",
      paramLabel = "NAME",
      converter = PlatformOption.class,
      completionCandidates = PlatformOption.class,
      description = "The platform that it must be for, by name or number.")
  @Nullable Platform platform;

  VerifyCommand(Console console) {
    super(console);
  }

  @Override
  Report report() throws IOException {
    new InputFile(file).requireFile();
    VerifyOptions options =
        platform == null ? VerifyOptions.DEFAULT : VerifyOptions.DEFAULT.forPlatform(platform);
    return new Verdict(file, Bundle.verify(file, options));
  }
}
