package io.assetota.core.bundle.check;

import com.google.common.base.Ascii;
import io.assetota.core.bundle.report.BundleContents;
import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules that the names of entries and assets must keep, in one place for both directions. */
public final class EntryNames {
  /** The folder of the assets. */
  public static final String ASSETS = "assets/";

  /** The folder of the contents of an application's files, each named by its SHA-256. */
  public static final String FILES = "files/";

  private static final Pattern FILE = Pattern.compile(FILES + "[0-9a-f]{64}");

  /** What the name of an application ends with: readers look for it at the root of a bundle. */
  public static final String MODULE_SUFFIX = BundleContents.APPLICATION_SUFFIX;

  /** The environment variables as JSON. */
  public static final String ENVIRONMENT = "env.json";

  /** Where the public encoder put them before its version 4. */
  public static final String OLD_ENVIRONMENT = "env/env-vars.json";

  /** The folder of {@link #OLD_ENVIRONMENT}. */
  public static final String OLD_ENVIRONMENT_FOLDER = "env/";

  /** The asset that goes with {@link #OLD_ENVIRONMENT}. */
  public static final String OLD_ENVIRONMENT_ASSET = "env-vars";

  /** What is wrong with a name. */
  public record NameProblem(BundleProblem.Kind kind, String message) {}

  private EntryNames() {}

  /** Returns the path of the entry with the content of files. */
  public static String ofFile(AssetHash content) {
    return FILES + content;
  }

  /** Returns the content that an entry is there for, if it is one of {@link #FILES}. */
  public static Optional<AssetHash> fileContent(String path) {
    return FILE.matcher(path).matches()
        ? Optional.of(AssetHash.parse(path.substring(FILES.length())))
        : Optional.empty();
  }

  /** Returns what is wrong with the path of an entry; a folder's path ends with a slash. */
  public static Optional<NameProblem> problemOfPath(String path) {
    if (path.isEmpty()) {
      return malformed("an entry without a name");
    }
    if (path.indexOf('\\') >= 0) {
      return unsafe("the name contains a backslash, which some systems take for a folder");
    }
    if (path.startsWith("/") || beginsWithDrive(path)) {
      return unsafe("the name is absolute");
    }
    String file = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    for (String segment : file.split("/", -1)) {
      if (segment.equals("..")) {
        return unsafe("the name leads out of its folder with \"..\"");
      }
      Optional<NameProblem> problem = problemOfSegment(segment);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  /** Returns what is wrong with the name of an asset, or with one segment of a path. */
  public static Optional<NameProblem> problemOfSegment(String name) {
    try {
      AssetReference.requireValidName(name);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return malformed(String.valueOf(e.getMessage()));
    }
  }

  /** A drive is one only in front of a slash: {@code x:y.txt} is a name like any other. */
  private static boolean beginsWithDrive(String path) {
    return path.length() >= 3
        && path.startsWith(":/", 1)
        && Ascii.toLowerCase(path.charAt(0)) >= 'a'
        && Ascii.toLowerCase(path.charAt(0)) <= 'z';
  }

  private static Optional<NameProblem> malformed(String message) {
    return Optional.of(new NameProblem(BundleProblem.Kind.NAME_MALFORMED, message));
  }

  private static Optional<NameProblem> unsafe(String message) {
    return Optional.of(new NameProblem(BundleProblem.Kind.NAME_UNSAFE, message));
  }

  /**
   * Returns a form that two names share when a file system may take them for the same: macOS does
   * not tell apart Unicode forms, and neither it nor Windows tells apart case. Upper case first,
   * then lower case, so that "ß" meets "SS" and "ſ" meets "s".
   */
  public static String folded(String name) {
    String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
    String folded = composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(folded, Normalizer.Form.NFC);
  }
}
