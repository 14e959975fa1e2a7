package io.assetota.core.application;

import io.assetota.core.model.AssetHash;

/** One thing in an application's folder. */
public sealed interface ApplicationEntry {
  /**
   * Returns where it lies.
   *
   * @return the path in the application
   */
  ApplicationPath path();

  /**
   * A file.
   *
   * @param path where it lies
   * @param mode who may use it; its owner may read it
   * @param size its length in bytes, 0 to {@value #MAX_SIZE}
   * @param hash SHA-256 of its content
   */
  record File(ApplicationPath path, FileMode mode, long size, AssetHash hash)
      implements ApplicationEntry {
    /** The longest file in bytes: what fits into an asset module (docs/FORMAT.md). */
    public static final long MAX_SIZE = 0xffff_0000L;

    private static final int OWNER_READS = 0400;

    /**
     * Checks size and mode.
     *
     * @throws IllegalArgumentException if the size is out of range, or its owner can't read it
     */
    public File {
      if (size < 0 || size > MAX_SIZE) {
        throw ManifestText.wrong(
            "file", path.value(), "has " + size + " bytes; at most " + MAX_SIZE + " are possible");
      }
      if (!mode.has(OWNER_READS)) {
        throw ManifestText.wrong(
            "file", path.value(), "has mode " + mode + ": its owner can't read it");
      }
    }
  }

  /**
   * A folder. Every folder has an entry; the application's own has none.
   *
   * @param path where it lies
   * @param mode who may use it; its owner may read and enter it
   */
  record Folder(ApplicationPath path, FileMode mode) implements ApplicationEntry {
    private static final int OWNER_ENTERS = 0500;

    /**
     * Checks the mode.
     *
     * @throws IllegalArgumentException if its owner can't use it
     */
    public Folder {
      if (!mode.has(OWNER_ENTERS)) {
        throw ManifestText.wrong(
            "folder", path.value(), "has mode " + mode + ": its owner can't read or enter it");
      }
    }
  }

  /**
   * A symbolic link. {@link ApplicationManifest} checks that it leads to something in the
   * application.
   *
   * @param path where it lies
   * @param target what it says: a relative path, 1 to {@value ApplicationPath#MAX_BYTES} bytes of
   *     UTF-8
   */
  record Link(ApplicationPath path, String target) implements ApplicationEntry {
    /**
     * Checks the form of the target.
     *
     * @throws IllegalArgumentException if it is absolute or too long, or contains a backslash or a
     *     control character
     */
    public Link {
      ManifestText.requireSome("the target of link " + path, target, ApplicationPath.MAX_BYTES);
      if (target.startsWith("/")) {
        throw ManifestText.wrong(
            "link", path.value(), "leads to the absolute path " + ManifestText.quoted(target));
      }
      if (target.indexOf('\\') >= 0) {
        throw ManifestText.wrong("link", path.value(), "has a backslash in its target");
      }
    }
  }
}
