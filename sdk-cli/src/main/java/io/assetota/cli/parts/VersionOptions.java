package io.assetota.cli.parts;

import io.assetota.cli.files.TemporaryFolder;
import io.assetota.cli.option.DurationOption;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.FlashResult;
import io.assetota.handlers.coprocessor.Flasher;
import io.assetota.handlers.coprocessor.part.FlashedPart;
import io.assetota.handlers.coprocessor.part.LineVersion;
import io.assetota.handlers.coprocessor.part.Part;
import io.assetota.handlers.coprocessor.part.PartProgram;
import io.assetota.handlers.coprocessor.part.PartUpdate;
import io.assetota.handlers.coprocessor.part.PartUpdate.Expectation;
import io.assetota.handlers.coprocessor.part.VersionSource;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import io.assetota.handlers.io.SerialSettings;
import io.assetota.handlers.io.SerialSettings.Parity;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that demand that the program reports its version when it runs. */
final class VersionOptions {
  private static final String PART = "part";

  @Option(
      names = "--expect-version",
      paramLabel = "VERSION",
      description =
          "After writing, the running program has to report this version. Otherwise, its former"
              + " program is put back, if it could be read, and the command fails."
              + " Default: nobody asks.")
  @Nullable String expected;

  @Option(
      names = "--version-query",
      paramLabel = "TEXT",
      description =
          "What to send to the program, which answers by a line with its version. \\n and \\r stand"
              + " for the ends of lines. Default: V\\n.")
  @Nullable String query;

  @Option(
      names = "--version-baud",
      paramLabel = "N",
      description = "The bit rate of the program, without parity. Default: that of --baud.")
  @Nullable Integer baud;

  @Option(
      names = "--version-within",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description =
          "How long the program may take to start and report it, for example 30s. Default: 10s.")
  Duration within = Duration.ofSeconds(10);

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException if they don't go together
   */
  void check() {
    if (expected == null && (query != null || baud != null)) {
      throw new IllegalArgumentException(
          "--version-query and --version-baud need --expect-version");
    }
    if (within.isZero()) {
      throw new IllegalArgumentException("--version-within must be longer than 0");
    }
    if (baud != null) {
      settings(baud);
    }
  }

  private static SerialSettings settings(int baud) {
    try {
      return new SerialSettings(baud, Parity.NONE);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--version-baud: " + e.getMessage(), e);
    }
  }

  /**
   * Writes a program, and does with it what the options say.
   *
   * @param word asks for the version instead of the program, if it is not null
   */
  FlashResult flash(
      FirmwareImage image,
      Flasher flasher,
      SerialLink link,
      @Nullable VersionSource word,
      FlashListener listener)
      throws IOException {
    if (expected == null) {
      return flasher.flash(image, listener);
    }
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      FlashedPart part =
          FlashedPart.builder(PART, flasher, folder.path())
              .version(word == null ? line(link) : word)
              .build();
      return update(part, image, listener);
    }
  }

  /** Installs a program into a part, which has to report the version then. */
  FlashResult update(Part part, FirmwareImage image, FlashListener listener) throws IOException {
    Optional<Expectation> expectation =
        Optional.ofNullable(expected).map(version -> new Expectation(version, within));
    // No asset, but a name for it: nobody looks for this program in a store.
    AssetReference source = new AssetReference(PART, AssetHash.ofContent(new byte[0]));
    return new PartUpdate(part, version -> {})
        .run(new PartProgram(source, image), expectation, listener);
  }

  /** The version that the program has reported, when it was written. */
  Optional<String> reported(boolean dryRun) {
    return dryRun ? Optional.empty() : Optional.ofNullable(expected);
  }

  private VersionSource line(SerialLink link) {
    LineVersion line =
        LineVersion.on(link, MonotonicClock.system())
            .at(settings(baud == null ? link.settings().baud() : baud));
    return query == null ? line : line.asking(query.replace("\\n", "\n").replace("\\r", "\r"));
  }
}
