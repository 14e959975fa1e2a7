package io.assetota.core.bundle;

import io.assetota.core.bundle.check.EntryNames;
import io.assetota.core.bundle.check.Findings;
import io.assetota.core.bundle.check.NameCollisions;
import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.bundle.zip.DirectoryHeader;
import java.util.List;

/** Checks the name of each entry, and that no two names can be mistaken for each other. */
final class NameCheck {
  private NameCheck() {}

  static void check(List<DirectoryHeader> headers, Findings findings) {
    NameCollisions collisions = new NameCollisions();
    for (DirectoryHeader header : headers) {
      String name = header.name();
      EntryNames.problemOfPath(name)
          .ifPresent(p -> findings.add(header.problem(p.kind(), p.message())));
      checkPlace(header, findings);
      // A file and a folder of the same name can't both exist.
      String file = header.isFolder() ? name.substring(0, name.length() - 1) : name;
      collisions.add(file).ifPresent(p -> findings.add(header.problem(p.kind(), p.message())));
    }
  }

  private static void checkPlace(DirectoryHeader header, Findings findings) {
    String name = header.name();
    if (!name.regionMatches(true, 0, EntryNames.ASSETS, 0, EntryNames.ASSETS.length())) {
      return;
    }
    if (!name.startsWith(EntryNames.ASSETS)) {
      findings.add(
          header.problem(
              BundleProblem.Kind.NAME_AMBIGUOUS, "the folder of the assets is \"assets\""));
    } else if (name.indexOf('/', EntryNames.ASSETS.length()) >= 0) {
      findings.add(
          header.problem(
              BundleProblem.Kind.NESTED_ASSET, "assets have no folders, but this one is in one"));
    }
  }
}
