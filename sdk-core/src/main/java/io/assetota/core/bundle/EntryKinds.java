package io.assetota.core.bundle;

import io.assetota.core.bundle.check.EntryNames;
import io.assetota.core.bundle.check.Findings;
import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.bundle.report.BundleWarning;
import io.assetota.core.bundle.zip.DirectoryHeader;
import io.assetota.core.model.Printable;
import io.assetota.core.module.EnvironmentVariables;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the kind of each entry, and checks that there is exactly one application. */
final class EntryKinds {
  private final @Nullable DirectoryHeader application;
  private final Set<String> variables;

  private EntryKinds(@Nullable DirectoryHeader application, Set<String> variables) {
    this.application = application;
    this.variables = variables;
  }

  /**
   * Finds the application: the one file at the root whose name ends with ".bin". The public reader
   * took every file there for one before its version 4, so a second file is warned of.
   */
  static EntryKinds of(List<DirectoryHeader> headers, Findings findings) {
    List<DirectoryHeader> root = headers.stream().filter(EntryKinds::isAtRoot).toList();
    List<DirectoryHeader> modules = root.stream().filter(EntryKinds::isModule).toList();
    Set<String> variables = variables(headers);
    if (modules.isEmpty()) {
      findings.add(missing(headers));
      return new EntryKinds(null, variables);
    }
    DirectoryHeader application = modules.get(0);
    for (DirectoryHeader other : modules.subList(1, modules.size())) {
      findings.add(
          other.problem(
              BundleProblem.Kind.APPLICATION_AMBIGUOUS,
              "a bundle has one application, and it is "
                  + Printable.text(application.name())
                  + " already"));
    }
    for (DirectoryHeader other : root) {
      if (!modules.contains(other)) {
        findings.warn(
            BundleWarning.of(
                BundleWarning.Kind.EXTRA_ROOT_ENTRY,
                other.name(),
                "is beside the application, where Particle's tools before particle-cli 3.49 take it"
                    + " for a second one"));
      }
    }
    warnOfUnknown(headers, findings);
    return new EntryKinds(application, variables);
  }

  /** The assets that hold variables; without its JSON, such an asset is one like any other. */
  private static Set<String> variables(List<DirectoryHeader> headers) {
    Set<String> names = headers.stream().map(DirectoryHeader::name).collect(Collectors.toSet());
    Set<String> variables = new HashSet<>();
    if (names.contains(EntryNames.ENVIRONMENT)) {
      variables.add(EntryNames.ASSETS + EnvironmentVariables.ASSET_NAME);
    }
    if (names.contains(EntryNames.OLD_ENVIRONMENT)) {
      variables.add(EntryNames.ASSETS + EntryNames.OLD_ENVIRONMENT_ASSET);
    }
    return variables;
  }

  private static void warnOfUnknown(List<DirectoryHeader> headers, Findings findings) {
    for (DirectoryHeader header : headers) {
      if (header.name().startsWith(EntryNames.OLD_ENVIRONMENT_FOLDER)
          && !header.isFolder()
          && !header.name().equals(EntryNames.OLD_ENVIRONMENT)) {
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
    return header.name().indexOf('/') < 0 && !header.name().equals(EntryNames.ENVIRONMENT);
  }

  private static boolean isModule(DirectoryHeader header) {
    return header.name().toLowerCase(Locale.ROOT).endsWith(EntryNames.MODULE_SUFFIX);
  }

  EntryKind of(DirectoryHeader header) {
    String name = header.name();
    if (header.equals(application)) {
      return EntryKind.APPLICATION;
    }
    if (name.startsWith(EntryNames.ASSETS) && name.length() > EntryNames.ASSETS.length()) {
      return EntryKind.ASSET;
    }
    if (EntryNames.fileContent(name).isPresent()) {
      return EntryKind.FILE;
    }
    if (name.equals(EntryNames.ENVIRONMENT) || name.equals(EntryNames.OLD_ENVIRONMENT)) {
      return EntryKind.ENVIRONMENT;
    }
    return EntryKind.OTHER;
  }

  /** Whether an asset holds environment variables. */
  boolean isVariables(DirectoryHeader header) {
    return variables.contains(header.name());
  }
}
