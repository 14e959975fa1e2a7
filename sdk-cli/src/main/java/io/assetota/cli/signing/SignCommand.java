package io.assetota.cli.signing;

import io.assetota.bundle.signing.BundleSigner;
import io.assetota.bundle.signing.Moment;
import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.files.InputFile;
import io.assetota.cli.files.OutputFile;
import io.assetota.cli.option.LimitsOption;
import io.assetota.cli.option.PlatformOption;
import io.assetota.cli.option.TimeOption;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Fragments;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.cli.output.Sizes;
import io.assetota.core.model.Platform;
import io.assetota.core.model.Printable;
import io.assetota.core.release.Release;
import io.assetota.core.release.ReleaseTerms;
import io.assetota.core.release.SignedKeyring;
import io.assetota.core.release.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signs a bundle. */
@Command(
    name = "sign",
    description = {
      "Signs a bundle for devices with a keyring. The signature covers the application, the assets,"
          + " the product, the platforms and the validity period.",
      "Existing signatures are removed, unless --add keeps them."
    },
    footer = {
      "  asset-ota sign release.zip --key release.key --product kiosk",
      "  asset-ota sign release.zip --key a.key --product kiosk --counter 7 \\",
      "      --expires 90d",
      "  asset-ota sign release.zip --key b.key --add",
      "  asset-ota sign release.zip --key new.key --keyring keyring-2.json"
    })
final class SignCommand extends ReportingCommand {
  @Parameters(paramLabel = "FILE.zip", description = "The bundle; it must be valid.")
  Path file = Path.of("");

  @Option(
      names = "--key",
      paramLabel = "KEY",
      required = true,
      description = "A private key to sign with; can be repeated.")
  List<Path> keys = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT.zip",
      description = "The signed bundle; - for standard output. Default: FILE.zip is replaced.")
  @Nullable Path output;

  @Option(
      names = "--product",
      paramLabel = "NAME",
      description = "The product, as in the keyring of its devices. Default: that of --keyring.")
  @Nullable String product;

  @Option(
      names = "--counter",
      paramLabel = "N",
      description = {
        "The number of the release. Devices refuse a lower number than the last one, and another",
        "application with the same number. Default: the application's version."
      })
  @Nullable Long counter;

  @Option(
      names = "--not-before",
      paramLabel = "TIME",
      converter = TimeOption.class,
      description =
          "Start of validity: a date, or the time from now, for example 2d. Default: now.")
  @Nullable Moment notBefore;

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      converter = TimeOption.class,
      description = "Expiry date, or the time after the start, for example 90d. Default: never.")
  @Nullable Moment expires;

  @Option(
      names = "--platform",
      paramLabel = "NAME",
      converter = PlatformOption.class,
      completionCandidates = PlatformOption.class,
      description = "A platform that it is for; can be repeated. Default: the application's.")
  List<Platform> platforms = List.of();

  @Option(
      names = "--keyring",
      paramLabel = "KEYRING",
      description = "A newer keyring to deliver with the bundle; can be repeated.")
  List<Path> keyrings = List.of();

  @Option(
      names = "--add",
      description = "Add signatures to the existing ones; what they cover stays the same.")
  boolean add;

  @Mixin LimitsOption size = new LimitsOption();

  SignCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    if (add
        && (product != null
            || counter != null
            || notBefore != null
            || expires != null
            || !platforms.isEmpty())) {
      throw wrongUsage("--add can't change what others have signed: give only --key with it");
    }
    new InputFile(file).requireBundle();
    OutputFile target =
        OutputFile.of(output == null ? file : output, fileName(), this::dataOutput).check();
    List<SigningKey> signers = KeyFiles.loadPrivate(keys);
    List<SignedKeyring> newer = loadKeyrings();
    BundleSigner signer;
    try {
      signer = BundleSigner.with(signers).withKeyrings(newer).withOptions(size.verifying());
    } catch (IllegalArgumentException e) {
      throw wrongUsage(String.valueOf(e.getMessage()));
    }
    ReleaseTerms terms = add ? null : terms(newer);
    Release release =
        target.make(
            signed ->
                terms == null
                    ? signer.addSignatures(file, signed)
                    : signer.sign(file, signed, terms));
    return new Signed(
        target.path(),
        release,
        signers.stream().map(k -> k.publicKey().id()).toList(),
        newer.stream().map(k -> k.unverified().version()).toList());
  }

  private String fileName() {
    return String.valueOf(file.getFileName());
  }

  /** Loads keyrings, which their own keys must have signed: devices refuse the bundle otherwise. */
  private List<SignedKeyring> loadKeyrings() throws IOException {
    List<SignedKeyring> newer = new ArrayList<>();
    for (Path keyring : keyrings) {
      KeyFiles.loadKeyring(keyring);
      newer.add(KeyFiles.loadUnverified(keyring));
    }
    return newer;
  }

  private ReleaseTerms terms(List<SignedKeyring> newer) throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Instant start = notBefore == null ? now : notBefore.after(now);
    String whose =
        Optional.ofNullable(product)
            .or(() -> newer.stream().findFirst().map(k -> k.unverified().product()))
            .orElseThrow(() -> wrongUsage("the product is missing: give --product"));
    long number = counter == null ? applicationVersion() : counter;
    try {
      return new ReleaseTerms(
          whose,
          number,
          start,
          Optional.ofNullable(expires).map(e -> e.after(start)),
          platforms.stream().map(Platform::id).collect(Collectors.toCollection(TreeSet::new)));
    } catch (IllegalArgumentException e) {
      throw wrongUsage(String.valueOf(e.getMessage()));
    }
  }

  private long applicationVersion() throws IOException {
    return BundleSigner.usualCounter(file, size.limits())
        .orElseThrow(
            () ->
                wrongUsage(
                    "the application has no version: give the number of the release with"
                        + " --counter"));
  }

  private record Signed(Path file, Release release, List<String> keys, List<Long> keyrings)
      implements Report {
    @Override
    public void print(Console console) {
      console.line(
          Printable.line("Signed " + file + " as " + Fragments.release(release))
              + ", with "
              + Sizes.count(keys.size(), "key")
              + (keyrings.isEmpty() ? "" : "; it contains the keyrings " + keyrings));
    }

    @Override
    public JsonObject toJson() {
      return new JsonObject()
          .with("file", file)
          .with("release", Fragments.releaseJson(release))
          .with("keys", keys)
          .with("keyrings", keyrings);
    }
  }
}
