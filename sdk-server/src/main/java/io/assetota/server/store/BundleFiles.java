package io.assetota.server.store;

import io.assetota.core.files.Disk;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.BundleHash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bundles, each in a file named by its SHA-256. Nothing that comes over the wire names a file,
 * and no file is deleted that this server didn't make.
 */
public final class BundleFiles {
  private static final int BUFFER = 64 * 1024;
  private static final String SUFFIX = ".zip";
  private static final Pattern BUNDLE = Pattern.compile("([0-9a-f]{64})\\.zip");

  /** The names of our uploads, and of those of the web server for the parts of a form. */
  private static final Pattern UPLOAD =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.zip|MultiPart[0-9]+");

  /**
   * A bundle that was received and not yet accepted.
   *
   * @param file its temporary file
   * @param size its length in bytes
   * @param sha256 its identity
   * @param sha1 for the ETag
   * @param md5 for devices that ask for it
   */
  public record Received(Path file, long size, BundleHash sha256, String sha1, String md5) {}

  private final BundleDisk disk;
  private final Path folder;
  private final Path incoming;

  private BundleFiles(BundleDisk disk, Path folder, Path incoming) {
    this.disk = disk;
    this.folder = folder;
    this.incoming = incoming;
  }

  /** Returns a real disk. */
  public static BundleDisk disk() {
    return new RealBundleDisk();
  }

  /** Opens the folder, and deletes what was being received when the server stopped. */
  public static BundleFiles open(Path dataFolder, BundleDisk disk) throws IOException {
    Path folder = dataFolder.resolve(DataFolder.BUNDLES);
    Path incoming = dataFolder.resolve(DataFolder.INCOMING);
    disk.createFolder(folder);
    disk.createFolder(incoming);
    for (Path file : disk.list(incoming)) {
      if (UPLOAD.matcher(file.getFileName().toString()).matches()) {
        disk.delete(file);
      }
    }
    return new BundleFiles(disk, folder, incoming);
  }

  /** Returns what looks like an accepted bundle, with its length in bytes. */
  public Map<BundleHash, Long> stored() throws IOException {
    Map<BundleHash, Long> stored = new TreeMap<>();
    for (Path file : disk.list(folder)) {
      Matcher name = BUNDLE.matcher(file.getFileName().toString());
      if (name.matches()) {
        stored.put(BundleHash.parse(name.group(1)), disk.size(file).orElse(0));
      }
    }
    return stored;
  }

  /** The folder for uploads that are not verified yet. */
  public Path incoming() {
    return incoming;
  }

  /**
   * Writes a stream into a file of its own, at most so many bytes. The caller accepts or drops it.
   *
   * @throws TooLargeException if there are more bytes
   * @throws DiskFullException if there is no room
   */
  public Received receive(InputStream in, long maxBytes) throws IOException {
    Path file = incoming.resolve(UUID.randomUUID() + SUFFIX);
    Digests digests = new Digests();
    boolean done = false;
    try (Disk.Draft out = create(file)) {
      byte[] buffer = new byte[BUFFER];
      for (int n; (n = in.read(buffer)) > 0; ) {
        digests.update(buffer, n);
        if (digests.size > maxBytes) {
          throw new TooLargeException(maxBytes);
        }
        write(out, ByteBuffer.wrap(buffer, 0, n));
      }
      force(out, digests.size);
      done = true;
    } finally {
      if (!done) {
        disk.delete(file);
      }
    }
    return digests.received(file);
  }

  private Disk.Draft create(Path file) throws IOException {
    try {
      return disk.create(file);
    } catch (IOException e) {
      throw DiskFullException.explain(e, folder, 1);
    }
  }

  private void write(Disk.Draft out, ByteBuffer bytes) throws IOException {
    try {
      out.write(bytes);
    } catch (IOException e) {
      throw DiskFullException.explain(e, folder, bytes.remaining());
    }
  }

  /** Only here some file systems notice that they have no room. */
  private void force(Disk.Draft out, long size) throws IOException {
    try {
      out.force();
    } catch (IOException e) {
      throw DiskFullException.explain(e, folder, size);
    }
  }

  /** Hashes a bundle in its place, as if it had been received. */
  public Received identify(Path file, InputStream in) throws IOException {
    Digests digests = new Digests();
    byte[] buffer = new byte[BUFFER];
    for (int n; (n = in.read(buffer)) > 0; ) {
      digests.update(buffer, n);
    }
    return digests.received(file);
  }

  /** Puts a received bundle in its place. */
  public void accept(Received received) throws IOException {
    disk.rename(received.file(), file(received.sha256()));
    disk.forceFolder(folder);
  }

  /** Deletes a received bundle, if it was not accepted. */
  public void drop(Received received) throws IOException {
    disk.delete(received.file());
  }

  /** Returns where the file of an accepted bundle is. */
  public Path file(BundleHash sha256) {
    return folder.resolve(sha256 + SUFFIX);
  }

  /** Returns where the file of an accepted bundle is in the data folder of any server. */
  public static Path fileIn(Path dataFolder, BundleHash sha256) {
    return dataFolder.resolve(DataFolder.BUNDLES).resolve(sha256 + SUFFIX);
  }

  /** Tells whether the file of an accepted bundle is there, with the right length. */
  public boolean has(BundleHash sha256, long size) throws IOException {
    return disk.size(file(sha256)).equals(OptionalLong.of(size));
  }

  /** Deletes an accepted bundle. */
  public void delete(BundleHash sha256) throws IOException {
    disk.delete(file(sha256));
  }

  private static final class Digests {
    private final MessageDigest sha256 = digest("SHA-256");
    private final MessageDigest sha1 = digest("SHA-1");
    private final MessageDigest md5 = digest("MD5");
    private long size;

    private Digests() throws AssetException {}

    void update(byte[] bytes, int length) {
      size += length;
      sha256.update(bytes, 0, length);
      sha1.update(bytes, 0, length);
      md5.update(bytes, 0, length);
    }

    Received received(Path file) {
      HexFormat hex = HexFormat.of();
      return new Received(
          file,
          size,
          BundleHash.of(sha256.digest()),
          hex.formatHex(sha1.digest()),
          hex.formatHex(md5.digest()));
    }

    private static MessageDigest digest(String algorithm) throws AssetException {
      try {
        return MessageDigest.getInstance(algorithm);
      } catch (NoSuchAlgorithmException e) {
        throw new AssetException("This Java has no " + algorithm + "; use a complete one", e);
      }
    }
  }
}
