package io.assetota.core.application;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingOutputStream;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an application consists of, and how it is started: the payload of the application module
 * when the application is a folder (docs/FORMAT.md, Application manifest). Immutable.
 *
 * <p>The same folder gives the same bytes, wherever and whenever it is read: nothing in a manifest
 * is a time, an owner, or the order of a disk.
 *
 * @param version what people call this version, such as {@code 1.0.3} or a build number: 1 to
 *     {@value #MAX_VERSION_BYTES} bytes of UTF-8 without control characters; empty if only the
 *     number in the module tells
 * @param start how to start it
 * @param entries its files, folders and links in the order of their paths: 1 to {@value
 *     #MAX_ENTRIES}, at least one of them a file. Each lies in a folder that has an entry, too, or
 *     in the application's own; each link leads to one of them
 */
public record ApplicationManifest(
    Optional<String> version, StartCommand start, List<ApplicationEntry> entries) {
  /** The most entries: a bundle is a zip without zip64, and has 65,535. */
  public static final int MAX_ENTRIES = 60_000;

  /** The longest manifest in bytes. */
  public static final int MAX_LENGTH = 16 * 1024 * 1024;

  /** The longest version in bytes of UTF-8. */
  public static final int MAX_VERSION_BYTES = 128;

  /**
   * What every version of this form begins with; the number of the version and a line end follow.
   */
  static final String MAGIC = "asset-ota application ";

  private static final byte[] MAGIC_BYTES = MAGIC.getBytes(US_ASCII);

  /**
   * Checks everything, except the length in bytes.
   *
   * @throws IllegalArgumentException if something is wrong, with the path in the message
   */
  public ApplicationManifest {
    version.ifPresent(ApplicationManifest::requireVersion);
    entries = List.copyOf(entries);
    new EntryCheck(entries).run();
  }

  /**
   * Makes a manifest of entries in any order.
   *
   * @param start how to start it
   * @param entries files, folders and links
   * @return the manifest, without a version
   * @throws IllegalArgumentException if something is wrong
   */
  public static ApplicationManifest of(StartCommand start, List<ApplicationEntry> entries) {
    List<ApplicationEntry> sorted = new ArrayList<>(entries);
    sorted.sort((a, b) -> a.path().compareTo(b.path()));
    return new ApplicationManifest(Optional.empty(), start, sorted);
  }

  /**
   * Sets the version.
   *
   * @param text what people call this version
   * @return a copy with that version
   * @throws IllegalArgumentException if it is empty, too long, or contains a control character
   */
  public ApplicationManifest withVersion(String text) {
    return new ApplicationManifest(Optional.of(text), start, entries);
  }

  /**
   * Checks a version by the rule of this class.
   *
   * @param text what people call this version
   * @return the same text
   * @throws IllegalArgumentException if it is empty, too long, or contains a control character
   */
  public static String requireVersion(String text) {
    return ManifestText.requireSome("the version", text, MAX_VERSION_BYTES);
  }

  /**
   * Tells whether a payload is a manifest, of this version of the form or another.
   *
   * @param payload the payload of an application module, or its beginning; its position stays
   * @return whether it begins as a manifest does
   */
  public static boolean isManifest(ByteBuffer payload) {
    return payload.remaining() >= MAGIC_BYTES.length
        && payload
            .slice(payload.position(), MAGIC_BYTES.length)
            .equals(ByteBuffer.wrap(MAGIC_BYTES));
  }

  /**
   * Reads a manifest.
   *
   * @param payload all of it; its position stays
   * @return the manifest, which is written as the same bytes again
   * @throws AssetException if it is no manifest, or one of a newer form, or breaks a rule; with the
   *     line
   */
  public static ApplicationManifest read(ByteBuffer payload) throws AssetException {
    return new ManifestReader(payload).read();
  }

  /**
   * Writes the manifest.
   *
   * @param out where to; it is not closed. Small pieces are written
   * @throws AssetException if it is longer than {@value #MAX_LENGTH} bytes
   * @throws IOException if writing fails
   */
  public void writeTo(OutputStream out) throws IOException {
    new ManifestWriter(out).write(this);
  }

  /**
   * Returns what identifies the program.
   *
   * @return the SHA-256 of the manifest's bytes
   */
  public ProgramId program() {
    HashingOutputStream out =
        new HashingOutputStream(Hashing.sha256(), OutputStream.nullOutputStream());
    try {
      new ManifestWriter(out).write(this);
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return new ProgramId(AssetHash.of(out.hash().asBytes()));
  }

  /**
   * Returns the different contents of all files.
   *
   * @return lengths in bytes by hash, in the order in which they come first
   */
  public Map<AssetHash, Long> contents() {
    Map<AssetHash, Long> contents = new LinkedHashMap<>();
    for (ApplicationEntry entry : entries) {
      if (entry instanceof ApplicationEntry.File file) {
        contents.putIfAbsent(file.hash(), file.size());
      }
    }
    return Collections.unmodifiableMap(contents);
  }

  /**
   * Returns how many files there are.
   *
   * @return the files, not folders and links
   */
  public int fileCount() {
    return (int) entries.stream().filter(ApplicationEntry.File.class::isInstance).count();
  }

  /**
   * Returns what the files take when they lie in a folder.
   *
   * @return bytes; a content that several files have counts for each
   */
  public long size() {
    long size = 0;
    for (ApplicationEntry entry : entries) {
      size += entry instanceof ApplicationEntry.File file ? file.size() : 0;
    }
    return size;
  }
}
