package io.assetota.core.bundle.check;

import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.model.Printable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds names that occur twice, or that some file systems can't tell apart. */
public final class NameCollisions {
  private final Set<String> names = new HashSet<>();
  private final Map<String, String> folded = new HashMap<>();

  /** Adds a name, and returns what is wrong with it next to the earlier ones. */
  public Optional<EntryNames.NameProblem> add(String name) {
    if (!names.add(name)) {
      return Optional.of(
          new EntryNames.NameProblem(
              BundleProblem.Kind.NAME_DUPLICATE, "this name occurs more than once"));
    }
    String other = folded.putIfAbsent(EntryNames.folded(name), name);
    return Optional.ofNullable(other)
        .map(
            o ->
                new EntryNames.NameProblem(
                    BundleProblem.Kind.NAME_AMBIGUOUS,
                    "some file systems do not distinguish this name from " + Printable.text(o)));
  }
}
