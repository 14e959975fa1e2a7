package io.assetota.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.application.ApplicationTree;
import io.assetota.core.bundle.BundleLimits;
import io.assetota.core.bundle.check.EntryNames;
import io.assetota.core.bundle.check.Findings;
import io.assetota.core.bundle.check.NameCollisions;
import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.module.EnvironmentVariables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What goes into a bundle besides the application: collected first, and read when the bundle is
 * built.
 */
final class BundleSources {
  private static final int MAX_ASSETS = BundleLimits.MAX_ASSETS;

  private interface Source {
    void resolve(List<AssetSource> assets, Findings findings) throws IOException;
  }

  private final List<Source> sources = new ArrayList<>();
  private Optional<EnvironmentVariables> environment = Optional.empty();
  private Optional<ApplicationTree> tree = Optional.empty();

  /** Returns a copy, which changes of this one don't reach. */
  BundleSources copy() {
    BundleSources copy = new BundleSources();
    copy.sources.addAll(sources);
    copy.environment = environment;
    copy.tree = tree;
    return copy;
  }

  void add(String name, Path file) {
    sources.add((assets, findings) -> addFile(name, file, assets, findings));
  }

  void add(String name, byte[] content) {
    sources.add((assets, findings) -> assets.add(AssetSource.of(name, content)));
  }

  void addFolder(Path folder) {
    sources.add(
        (assets, findings) -> {
          if (!Files.isDirectory(folder)) {
            findings.add(
                BundleProblem.ofEntry(
                    BundleProblem.Kind.SOURCE, folder.toString(), "there is no such folder"));
            return;
          }
          for (Path file : AssetFolder.list(folder, findings)) {
            addFile(String.valueOf(file.getFileName()), file, assets, findings);
          }
        });
  }

  void tree(ApplicationTree files) {
    tree = Optional.of(files);
  }

  Optional<ApplicationTree> tree() {
    return tree;
  }

  void environment(EnvironmentVariables variables) {
    environment = Optional.of(variables);
  }

  Optional<EnvironmentVariables> environment() {
    return environment;
  }

  private static void addFile(String name, Path file, List<AssetSource> assets, Findings findings)
      throws IOException {
    if (Files.isRegularFile(file)) {
      assets.add(AssetSource.of(name, file));
    } else {
      findings.add(
          BundleProblem.ofEntry(
              BundleProblem.Kind.SOURCE,
              file.toString(),
              Files.exists(file) ? "is not a file" : "there is no such file"));
    }
  }

  /** Returns the assets in the order of the bundle; the one of the variables comes last. */
  List<AssetSource> resolve(Findings findings) throws IOException {
    List<AssetSource> assets = new ArrayList<>();
    for (Source source : sources) {
      source.resolve(assets, findings);
    }
    if (assets.size() > MAX_ASSETS) {
      findings.add(
          BundleProblem.ofBundle(
              BundleProblem.Kind.TOO_MANY_ENTRIES,
              assets.size() + " assets; a bundle has at most " + MAX_ASSETS));
      return List.of();
    }
    assets.removeIf(withBadName(findings));
    // The order of UTF-8 bytes is that of code points; String's own order is not.
    assets.sort(
        Comparator.comparing((AssetSource s) -> s.name().getBytes(UTF_8), Arrays::compareUnsigned));
    environment.ifPresent(
        v -> assets.add(AssetSource.of(EnvironmentVariables.ASSET_NAME, v.encode())));
    return assets;
  }

  /** Whether an asset can't be bundled because of its name, or of an earlier one. */
  private static Predicate<AssetSource> withBadName(Findings findings) {
    NameCollisions collisions = new NameCollisions();
    return asset -> {
      String name = asset.name();
      Optional<EntryNames.NameProblem> problem =
          EntryNames.problemOfSegment(name)
              .or(() -> problemOfVariables(name))
              .or(() -> collisions.add(name));
      problem.ifPresent(p -> findings.add(BundleProblem.ofEntry(p.kind(), name, p.message())));
      return problem.isPresent();
    };
  }

  private static Optional<EntryNames.NameProblem> problemOfVariables(String name) {
    return EntryNames.folded(name).equals(EnvironmentVariables.ASSET_NAME)
        ? Optional.of(
            new EntryNames.NameProblem(
                BundleProblem.Kind.ENVIRONMENT,
                "the name is reserved for environment variables; give them as such"))
        : Optional.empty();
  }
}
