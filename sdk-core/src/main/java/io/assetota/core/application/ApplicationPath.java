package io.assetota.core.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where something lies in an application: names with slashes between, relative to the application's
 * folder, such as {@code lib/netty.jar}. It never leads out of the folder: no name is {@code ..}.
 *
 * <p>Names that differ only in case are different, as they are on Linux. On a disk that takes them
 * for the same, such an application can't be put down, which is told then.
 *
 * <p>The order is that of the bytes of UTF-8. A folder comes before what it holds.
 *
 * @param value the path: 1 to {@value #MAX_BYTES} bytes of UTF-8, at most {@value #MAX_DEPTH}
 *     names, each of 1 to {@value #MAX_NAME_BYTES} bytes without a backslash or a control character
 */
public record ApplicationPath(String value) implements Comparable<ApplicationPath> {
  /** The longest path in bytes of UTF-8. */
  public static final int MAX_BYTES = 1024;

  /** The longest name in bytes of UTF-8: what file systems of Linux allow. */
  public static final int MAX_NAME_BYTES = 255;

  /** The most names in a path. */
  public static final int MAX_DEPTH = 64;

  private static final Splitter NAMES = Splitter.on('/');

  /**
   * Checks the path.
   *
   * @throws IllegalArgumentException if it breaks a rule, with the rule in the message
   */
  public ApplicationPath {
    ManifestText.requireSome("a path", value, MAX_BYTES);
    if (value.indexOf('\\') >= 0) {
      throw wrong(value, "contains a backslash, which parts folders on Windows");
    }
    List<String> names = NAMES.splitToList(value);
    if (names.size() > MAX_DEPTH) {
      throw wrong(value, "is deeper than " + MAX_DEPTH + " folders");
    }
    for (String name : names) {
      requireName(value, name);
    }
  }

  private static void requireName(String path, String name) {
    if (name.isEmpty()) {
      throw wrong(path, "has an empty name: it must be relative, with single slashes between");
    }
    if (name.equals(".") || name.equals("..")) {
      throw wrong(path, "contains " + name);
    }
    if (name.length() * 3 > MAX_NAME_BYTES && name.getBytes(UTF_8).length > MAX_NAME_BYTES) {
      throw wrong(path, "has a name of more than " + MAX_NAME_BYTES + " bytes");
    }
  }

  private static IllegalArgumentException wrong(String path, String why) {
    return ManifestText.wrong("path", path, why);
  }

  /**
   * Returns the folder that it lies in.
   *
   * @return the folder; empty for what lies in the application's own folder
   */
  public Optional<ApplicationPath> parent() {
    int slash = value.lastIndexOf('/');
    return slash < 0
        ? Optional.empty()
        : Optional.of(new ApplicationPath(value.substring(0, slash)));
  }

  /**
   * Returns where it is below a folder on disk. Nothing is looked at.
   *
   * @param folder the application's folder
   * @return the path
   * @throws AssetException if this system can't have such a name, for example as its locale has no
   *     encoding for it
   */
  public Path in(Path folder) throws AssetException {
    try {
      return folder.resolve(value);
    } catch (InvalidPathException e) {
      throw new AssetException(
          "this system can't have a file of the name "
              + Printable.text(value)
              + ": set a locale of UTF-8 (LC_ALL=C.UTF-8)",
          e);
    }
  }

  @Override
  public int compareTo(ApplicationPath other) {
    return compare(value, other.value);
  }

  /** Not String's own order, which is another one beyond the basic plane. */
  private static int compare(String a, String b) {
    int common = Math.min(a.length(), b.length());
    for (int i = 0; i < common; i++) {
      char c = a.charAt(i);
      char d = b.charAt(i);
      if (c != d) {
        return Character.isSurrogate(c) || Character.isSurrogate(d)
            ? Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8))
            : Character.compare(c, d);
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** Returns the path, made printable. */
  @Override
  public String toString() {
    return Printable.line(value);
  }
}
