package io.assetota.server.fleet.releases;

import io.assetota.core.application.ApplicationEntry;
import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.application.ApplicationPath;
import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.BundleLimits;
import io.assetota.server.fleet.rules.RefusedException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Some of the files, folders and links that the application of a release consists of.
 *
 * @param entries at most {@value #PAGE}, in the order of their paths
 * @param next the path after which more of them follow; empty if these are the last
 */
public record ReleaseFiles(List<ApplicationEntry> entries, Optional<ApplicationPath> next) {
  /** The most entries that are listed at a time. */
  public static final int PAGE = 1000;

  private static final ReleaseFiles NONE = new ReleaseFiles(List.of(), Optional.empty());

  /** The bundle was accepted within the limits of its time, and only its application is read. */
  private static final BundleLimits ACCEPTED = BundleLimits.DEFAULT.withContentSize(Long.MAX_VALUE);

  /** Copies the list. */
  public ReleaseFiles {
    entries = List.copyOf(entries);
  }

  /**
   * Reads them from the bundle. The whole manifest is in memory meanwhile, at most {@link
   * ApplicationManifest#MAX_LENGTH} bytes and their entries; only the page stays.
   *
   * @param bundle where the bundle is stored
   * @param after those after this path, which need not be there; all if it is empty
   * @throws RefusedException if the path breaks a rule, or the bundle is not there any more
   */
  static ReleaseFiles read(Release release, Path bundle, String after) throws IOException {
    Optional<ApplicationPath> last = after.isEmpty() ? Optional.empty() : Optional.of(path(after));
    if (release.files() == 0) {
      return NONE;
    }
    try (Bundle opened = Bundle.open(bundle, ACCEPTED)) {
      ApplicationManifest manifest = ApplicationManifest.read(opened.readApplication().payload());
      return page(manifest.entries(), last);
    } catch (NoSuchFileException e) {
      throw new RefusedException(
          "The bundle of " + release.title() + " is not on this server any more: upload it again");
    }
  }

  private static ApplicationPath path(String text) throws RefusedException {
    try {
      return new ApplicationPath(text);
    } catch (IllegalArgumentException e) {
      throw new RefusedException("after has to be a path in the application: " + e.getMessage());
    }
  }

  private static ReleaseFiles page(List<ApplicationEntry> all, Optional<ApplicationPath> last) {
    List<ApplicationEntry> entries =
        all.stream()
            .filter(e -> last.isEmpty() || e.path().compareTo(last.get()) > 0)
            .limit(PAGE + 1L)
            .toList();
    return entries.size() <= PAGE
        ? new ReleaseFiles(entries, Optional.empty())
        : new ReleaseFiles(entries.subList(0, PAGE), Optional.of(entries.get(PAGE - 1).path()));
  }
}
