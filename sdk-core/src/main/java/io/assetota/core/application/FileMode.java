package io.assetota.core.application;

import static java.nio.file.attribute.PosixFilePermission.GROUP_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.GROUP_READ;
import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_READ;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;

import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may read, write and execute a file: the nine bits of {@code chmod}.
 *
 * @param bits 0 to 0777
 */
public record FileMode(int bits) {
  /** Owner reads and writes, all others read. */
  public static final FileMode FILE = new FileMode(0644);

  /** Owner does all, all others read and enter. */
  public static final FileMode FOLDER = new FileMode(0755);

  /** Owner does all, all others read and execute. */
  public static final FileMode PROGRAM = FOLDER;

  private static final int MAX = 0777;
  private static final int OCTAL = 8;
  private static final Pattern FORM = Pattern.compile("[0-7]{3}");

  /** In the order of the bits, the highest first. */
  private static final List<PosixFilePermission> PERMISSIONS =
      List.of(
          OWNER_READ,
          OWNER_WRITE,
          OWNER_EXECUTE,
          GROUP_READ,
          GROUP_WRITE,
          GROUP_EXECUTE,
          OTHERS_READ,
          OTHERS_WRITE,
          OTHERS_EXECUTE);

  private static final int HIGHEST = 0400;

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if there are other bits
   */
  public FileMode {
    if (bits < 0 || bits > MAX) {
      throw new IllegalArgumentException(
          "a mode is 0 to 0777, without set-user-id, set-group-id and sticky bits");
    }
  }

  /**
   * Parses a mode.
   *
   * @param octal exactly three octal digits
   * @return the mode
   * @throws IllegalArgumentException if it is anything else
   */
  public static FileMode parse(String octal) {
    if (!FORM.matcher(octal).matches()) {
      throw ManifestText.wrong("mode", octal, "is not three octal digits");
    }
    return new FileMode(Integer.parseInt(octal, OCTAL));
  }

  /**
   * Makes a mode of what the file system tells.
   *
   * @param permissions what is permitted
   * @return the mode
   */
  public static FileMode of(Set<PosixFilePermission> permissions) {
    int bits = 0;
    for (int i = 0; i < PERMISSIONS.size(); i++) {
      bits |= permissions.contains(PERMISSIONS.get(i)) ? HIGHEST >> i : 0;
    }
    return new FileMode(bits);
  }

  /**
   * Returns the mode in the form of the file system.
   *
   * @return a fresh set
   */
  public Set<PosixFilePermission> permissions() {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int i = 0; i < PERMISSIONS.size(); i++) {
      if (has(HIGHEST >> i)) {
        permissions.add(PERMISSIONS.get(i));
      }
    }
    return permissions;
  }

  /**
   * Tells whether all of some bits are set.
   *
   * @param wanted bits, such as 0400
   * @return whether they are
   */
  public boolean has(int wanted) {
    return (bits & wanted) == wanted;
  }

  /** Returns three octal digits. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%03o", bits);
  }
}
