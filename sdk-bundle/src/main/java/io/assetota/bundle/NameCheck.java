package io.assetota.bundle;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the names of all entries: each by itself, and that no two can be mistaken. */
final class NameCheck {
  private NameCheck() {}

  static void check(List<DirectoryHeader> headers, Findings findings) {
    Set<String> names = new HashSet<>();
    Map<String, String> folded = new HashMap<>();
    for (DirectoryHeader header : headers) {
      String name = header.name();
      EntryNames.problemOfPath(name)
          .ifPresent(p -> findings.add(header.problem(p.kind(), p.message())));
      checkPlace(header, findings);
      if (!names.add(name)) {
        findings.add(
            header.problem(BundleProblem.Kind.NAME_DUPLICATE, "two entries have this name"));
        continue;
      }
      String other = folded.putIfAbsent(EntryNames.folded(withoutSlash(name)), name);
      if (other != null) {
        findings.add(
            header.problem(
                BundleProblem.Kind.NAME_AMBIGUOUS,
                "some file systems take this name for the same as " + EntryNames.printable(other)));
      }
    }
  }

  /** A file and a folder of the same name can't both exist. */
  private static String withoutSlash(String name) {
    return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
  }

  private static void checkPlace(DirectoryHeader header, Findings findings) {
    String name = header.name();
    if (name.regionMatches(true, 0, EntryNames.ASSETS, 0, EntryNames.ASSETS.length())) {
      String rest = name.substring(EntryNames.ASSETS.length());
      if (!name.startsWith(EntryNames.ASSETS)) {
        findings.add(
            header.problem(
                BundleProblem.Kind.NAME_AMBIGUOUS, "the folder of the assets is \"assets\""));
      } else if (rest.indexOf('/') >= 0) {
        findings.add(
            header.problem(
                BundleProblem.Kind.NESTED_ASSET, "assets have no folders, but this one is in one"));
      }
    }
  }
}
