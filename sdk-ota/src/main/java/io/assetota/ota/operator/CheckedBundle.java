package io.assetota.ota.operator;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.VerifyOptions;
import io.assetota.core.bundle.report.BundleContents;
import io.assetota.core.files.SteadyFile;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.BundleHash;
import io.assetota.core.model.Platform;
import io.assetota.core.model.Printable;
import io.assetota.ota.operator.OperatorApi.Candidate;
import io.assetota.ota.operator.OperatorApi.Release;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A bundle of which everything that the server would refuse is told before the upload. */
public final class CheckedBundle {
  private final OperatorApi api;
  private final Path file;
  private final SteadyFile steady;
  private final Candidate candidate;
  private final Optional<Release> known;

  private CheckedBundle(
      OperatorApi api, Path file, SteadyFile steady, Candidate candidate, Optional<Release> known) {
    this.api = api;
    this.file = file;
    this.steady = steady;
    this.candidate = candidate;
    this.known = known;
  }

  /**
   * Verifies a bundle, and asks the server whether it has it.
   *
   * @param api the server
   * @param file the bundle
   * @param options what to verify against
   * @return the bundle
   * @throws AssetException if the bundle is not valid
   * @throws IOException if the bundle can't be read, or the server not be reached
   */
  public static CheckedBundle of(OperatorApi api, Path file, VerifyOptions options)
      throws IOException {
    SteadyFile steady = SteadyFile.of(file);
    BundleContents contents = Bundle.verify(file, options).requireValid();
    BundleHash hash =
        BundleHash.parse(MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString());
    return new CheckedBundle(api, file, steady, candidate(contents), api.find(hash));
  }

  private static Candidate candidate(BundleContents contents) {
    int platform = contents.application().prefix().platformId();
    return new Candidate(
        contents.releaseName() + " " + contents.releaseVersion(),
        Platform.byId(platform).map(Platform::name).orElse(Integer.toString(platform)),
        contents.application().id());
  }

  /**
   * Returns what it is.
   *
   * @return its name, version, platform and application
   */
  public Candidate candidate() {
    return candidate;
  }

  /**
   * Returns the release that the server has of it.
   *
   * @return the release, as it was when this was made
   */
  public Optional<Release> known() {
    return known;
  }

  /**
   * Tells what a rollout of it would do.
   *
   * @param order which devices get it, and how
   * @return how many devices, in which waves
   * @throws AssetException if the server would refuse it, with the reasons
   * @throws IOException if the server can't be reached
   */
  public RolloutPreview check(RolloutOrder order) throws IOException {
    Optional<String> why = known.flatMap(Release::blocked);
    if (why.isPresent()) {
      throw new AssetException(
          "release "
              + known.get().id()
              + " is blocked at the server ("
              + Printable.line(why.get())
              + "): unblock it there, or with asset-ota fleet unblock "
              + known.get().id());
    }
    return api.check(candidate, order);
  }

  /**
   * Uploads it, unless the server has it.
   *
   * @return the release at the server
   * @throws AssetException if the file has changed since it was checked, or the server refuses it
   * @throws IOException if the file can't be read, or the server not be reached
   */
  public Release publish() throws IOException {
    steady.requireUnchanged(); // Else what is uploaded is not what was checked.
    return known.isPresent() ? known.get() : api.publish(file);
  }
}
