package io.assetota.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.bundle.signing.BundleSigner;
import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.BundleEntry;
import io.assetota.core.bundle.BundleLimits;
import io.assetota.core.bundle.VerifyOptions;
import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.module.EnvironmentVariables;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.release.ReleaseTerms;
import io.assetota.core.release.SigningKey;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a builder makes within some limits, everybody with the same limits uses. */
class BundleLimitsTest {
  private static final byte[] ASSET = new byte[100_000];

  @TempDir Path folder;
  private FirmwareModule application;
  private Path bundle;

  @BeforeEach
  void prepare() throws IOException {
    application = ApplicationWrapper.forVersion(1).wrap("kiosk.jar", "jar".getBytes(UTF_8));
    bundle = folder.resolve("release.zip");
  }

  private BundleBuilder builder() throws IOException {
    return BundleBuilder.forApplication(application)
        .asset("noise", ASSET)
        .withoutChunks()
        .environment(EnvironmentVariables.of(Map.of("COLOR", "red")));
  }

  /** The bytes of all entries of the bundle, counted from outside. */
  private long content() throws IOException {
    builder().writeTo(bundle);
    try (Bundle open = Bundle.open(bundle)) {
      return open.entries().stream().mapToLong(BundleEntry::size).sum();
    }
  }

  @Test
  void whatIsBuiltToTheLastByteOfTheLimitsIsTakenByEveryReader() throws IOException {
    BundleLimits limits = BundleLimits.DEFAULT.withContentSize(content());

    builder().limits(limits).writeTo(bundle);

    VerifyOptions options = VerifyOptions.DEFAULT.withLimits(limits);
    assertThat(Bundle.verify(bundle, options).problems()).isEmpty();
    Bundle.open(bundle, limits).close();
  }

  @Test
  void aByteMoreIsRefusedByBuilderAndByEveryReader() throws IOException {
    BundleLimits limits = BundleLimits.DEFAULT.withContentSize(content() - 1);
    Path target = folder.resolve("refused.zip");

    assertThatThrownBy(() -> builder().limits(limits).writeTo(target))
        .isInstanceOf(BundleException.class)
        .hasMessageEndingWith("; " + limits.contentSize() + " are allowed");
    assertThat(target).doesNotExist();
    VerifyOptions options = VerifyOptions.DEFAULT.withLimits(limits);
    assertThat(Bundle.verify(bundle, options).problems())
        .singleElement()
        .extracting(BundleProblem::kind)
        .isEqualTo(BundleProblem.Kind.TOO_MUCH_CONTENT);
    assertThatThrownBy(() -> Bundle.open(bundle, limits))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("all entries together may have " + limits.contentSize());
  }

  @Test
  void aTableOfChunksIsLeftOutWhereItHasNoRoom() throws IOException {
    long content = content();
    BundleBuilder chunked = builder().chunks();

    chunked.limits(BundleLimits.DEFAULT.withContentSize(content)).writeTo(bundle);
    assertThat(names()).doesNotContain("META-INF/chunks");
    Bundle.open(bundle, BundleLimits.DEFAULT.withContentSize(content)).close();

    chunked.limits(BundleLimits.DEFAULT.withContentSize(content + 1000)).writeTo(bundle);
    assertThat(names()).contains("META-INF/chunks");
    Bundle.open(bundle, BundleLimits.DEFAULT.withContentSize(content + 1000)).close();
  }

  private List<String> names() throws IOException {
    try (Bundle open = Bundle.open(bundle)) {
      return open.entries().stream().map(BundleEntry::name).toList();
    }
  }

  /** The signature needs no room of its own where the author had just enough. */
  @Test
  void aSignerKeepsTheLimitsThatItIsGiven() throws IOException {
    long content = content();
    BundleSigner signer = BundleSigner.with(SigningKey.generate(new SecureRandom()));
    ReleaseTerms terms = ReleaseTerms.of("kiosk", 1, Instant.EPOCH);
    BundleLimits tooLow = BundleLimits.DEFAULT.withContentSize(content - 1);

    assertThatThrownBy(
            () ->
                signer
                    .withOptions(VerifyOptions.DEFAULT.withLimits(tooLow))
                    .sign(bundle, bundle, terms))
        .isInstanceOf(BundleException.class);
    signer
        .withOptions(VerifyOptions.DEFAULT.withLimits(tooLow.withContentSize(content)))
        .sign(bundle, bundle, terms);
  }

  /** In the file system it takes no room, and nobody reads it. */
  @Test
  void assetsOfMoreThanAGibibyteAreRefusedBeforeTheyAreCompressed() throws IOException {
    Path large = folder.resolve("large");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength((1L << 30) + 1);
    }

    assertThatThrownBy(() -> BundleBuilder.forApplication(application).asset(large).writeTo(bundle))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("bytes together; 1073741824 are allowed");
  }

  @Test
  void aFileBoundHasRoomForContentThatDoesNotCompress() throws IOException {
    byte[] noise = new byte[4 << 20];
    new Random(1).nextBytes(noise);
    BundleBuilder.forApplication(application).asset("noise", noise).writeTo(bundle);

    long size = Files.size(bundle);
    assertThat(size).isGreaterThan(noise.length);
    assertThat(BundleLimits.DEFAULT.withContentSize(noise.length).bundleSize()).isGreaterThan(size);
    assertThat(BundleLimits.DEFAULT.bundleSize()).isBetween(1L << 30, 1200L << 20);
    assertThat(BundleLimits.DEFAULT.withContentSize(Long.MAX_VALUE).bundleSize())
        .isEqualTo(BundleLimits.MAX_BUNDLE_SIZE);
  }

  @Test
  void aLimitOfNothingIsRefused() {
    assertThatThrownBy(() -> BundleLimits.DEFAULT.withContentSize(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the content has at least a byte, not 0");
  }
}
