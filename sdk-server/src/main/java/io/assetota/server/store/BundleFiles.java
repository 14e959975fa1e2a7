package io.assetota.server.store;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.assetota.core.AssetException;
import io.assetota.core.AssetHash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The bundles, each in a file named by its SHA-256. Nothing that comes over the wire names a file.
 */
public final class BundleFiles {
  private static final int BUFFER = 64 * 1024;

  /**
   * A bundle that was received and not yet accepted.
   *
   * @param file where it is for now
   * @param size its length in bytes
   * @param sha256 its identity
   * @param sha1 for the ETag
   * @param md5 for the devices that ask
   */
  public record Received(Path file, long size, AssetHash sha256, String sha1, String md5) {}

  private final Path folder;
  private final Path incoming;

  private BundleFiles(Path folder, Path incoming) {
    this.folder = folder;
    this.incoming = incoming;
  }

  /** Opens the folder, and drops what was being received when the server stopped. */
  public static BundleFiles open(Path dataFolder) throws IOException {
    Path folder = Files.createDirectories(dataFolder.resolve("bundles"));
    Path incoming = Files.createDirectories(dataFolder.resolve("incoming"));
    try (Stream<Path> files = Files.list(incoming)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    return new BundleFiles(folder, incoming);
  }

  /** Drops files that no release knows: the server stopped between file and row. */
  public void keepOnly(Collection<AssetHash> known) throws IOException {
    Set<Path> wanted = known.stream().map(this::file).collect(Collectors.toSet());
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> !wanted.contains(f)).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Where uploads may be written before they are a bundle. */
  public Path incoming() {
    return incoming;
  }

  /**
   * Writes a stream into a file of its own, at most so many bytes. The caller accepts or drops it.
   */
  public Received receive(InputStream in, long maxBytes) throws IOException {
    Path file = incoming.resolve(UUID.randomUUID() + ".zip");
    MessageDigest sha256 = digest("SHA-256");
    MessageDigest sha1 = digest("SHA-1");
    MessageDigest md5 = digest("MD5");
    long size = 0;
    boolean done = false;
    try (FileChannel out = FileChannel.open(file, CREATE_NEW, WRITE)) {
      byte[] buffer = new byte[BUFFER];
      for (int n; (n = in.read(buffer)) > 0; ) {
        size += n;
        if (size > maxBytes) {
          throw new TooLargeException(maxBytes);
        }
        sha256.update(buffer, 0, n);
        sha1.update(buffer, 0, n);
        md5.update(buffer, 0, n);
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
      }
      out.force(true);
      done = true;
    } finally {
      if (!done) {
        Files.deleteIfExists(file);
      }
    }
    HexFormat hex = HexFormat.of();
    return new Received(
        file,
        size,
        AssetHash.of(sha256.digest()),
        hex.formatHex(sha1.digest()),
        hex.formatHex(md5.digest()));
  }

  /** Puts a received bundle in its place. */
  public void accept(Received received) throws IOException {
    Files.move(received.file(), file(received.sha256()), ATOMIC_MOVE);
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
  }

  /** Deletes a received bundle, if it was not accepted. */
  public void drop(Received received) throws IOException {
    Files.deleteIfExists(received.file());
  }

  /** Returns the file of an accepted bundle. */
  public Path file(AssetHash sha256) {
    return folder.resolve(sha256 + ".zip");
  }

  /** Deletes an accepted bundle. */
  public void delete(AssetHash sha256) throws IOException {
    Files.deleteIfExists(file(sha256));
  }

  private static MessageDigest digest(String algorithm) throws AssetException {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new AssetException("This Java has no " + algorithm + "; use a complete one", e);
    }
  }
}
