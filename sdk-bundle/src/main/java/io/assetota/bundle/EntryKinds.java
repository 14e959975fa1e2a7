package io.assetota.bundle;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells what each entry is, and that there is exactly one application. */
final class EntryKinds {
  private final @Nullable DirectoryHeader application;

  private EntryKinds(@Nullable DirectoryHeader application) {
    this.application = application;
  }

  /**
   * Finds the application among the files at the root. Readers of the field take every file there
   * for one; usually it ends with ".bin", and so a second one that does not is only warned of.
   */
  static EntryKinds of(List<DirectoryHeader> headers, Findings findings) {
    List<DirectoryHeader> root = headers.stream().filter(EntryKinds::isAtRoot).toList();
    List<DirectoryHeader> modules = root.stream().filter(EntryKinds::isModule).toList();
    List<DirectoryHeader> candidates = modules.isEmpty() ? root : modules;
    if (candidates.isEmpty()) {
      findings.add(missing(headers));
      return new EntryKinds(null);
    }
    DirectoryHeader application = candidates.get(0);
    for (DirectoryHeader other : candidates.subList(1, candidates.size())) {
      findings.add(
          other.problem(
              BundleProblem.Kind.APPLICATION_AMBIGUOUS,
              "a bundle has one application, and it is "
                  + EntryNames.printable(application.name())
                  + " already"));
    }
    for (DirectoryHeader other : root) {
      if (!candidates.contains(other)) {
        findings.warn(
            BundleWarning.of(
                BundleWarning.Kind.EXTRA_ROOT_ENTRY,
                other.name(),
                "is beside the application, where some readers take it for a second one"));
      }
    }
    warnOfUnknown(headers, findings);
    return new EntryKinds(application);
  }

  private static void warnOfUnknown(List<DirectoryHeader> headers, Findings findings) {
    for (DirectoryHeader header : headers) {
      if (header.name().startsWith(EntryNames.ENVIRONMENT_FOLDER)
          && !header.isFolder()
          && !header.name().equals(EntryNames.ENVIRONMENT)) {
        findings.warn(
            BundleWarning.of(
                BundleWarning.Kind.UNKNOWN_ENTRY,
                header.name(),
                "is ignored: environment variables are in " + EntryNames.ENVIRONMENT));
      }
    }
  }

  private static BundleProblem missing(List<DirectoryHeader> headers) {
    return headers.stream()
        .filter(EntryKinds::isModule)
        .filter(h -> !h.name().startsWith(EntryNames.ASSETS))
        .findFirst()
        .map(
            nested ->
                nested.problem(
                    BundleProblem.Kind.APPLICATION_MISSING,
                    "no application at the root of the bundle; this one is in a folder"))
        .orElseGet(
            () ->
                BundleProblem.ofBundle(
                    BundleProblem.Kind.APPLICATION_MISSING,
                    "no application: there is no .bin file at the root of the bundle"));
  }

  private static boolean isAtRoot(DirectoryHeader header) {
    return header.name().indexOf('/') < 0 && !header.name().equals(EntryNames.OLD_ENVIRONMENT);
  }

  private static boolean isModule(DirectoryHeader header) {
    return header.name().toLowerCase(Locale.ROOT).endsWith(".bin");
  }

  EntryKind of(DirectoryHeader header) {
    String name = header.name();
    if (header.equals(application)) {
      return EntryKind.APPLICATION;
    }
    if (name.startsWith(EntryNames.ASSETS) && name.length() > EntryNames.ASSETS.length()) {
      return EntryKind.ASSET;
    }
    if (name.equals(EntryNames.ENVIRONMENT) || name.equals(EntryNames.OLD_ENVIRONMENT)) {
      return EntryKind.ENVIRONMENT;
    }
    return EntryKind.OTHER;
  }
}
