package io.assetota.core.module;

import io.assetota.core.chunk.SeekPoints;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReader;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.IntegrityException;
import io.assetota.core.model.StorageLimits;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is known of an asset module without reading its payload. This is how an asset travels to a
 * device and lies in its storage; {@link AssetModuleWriter} makes one.
 *
 * @param asset name and SHA-256 of the raw content, as the module claims them
 * @param assetType see {@link ModuleExtension.AssetType}, 0 to 255
 * @param size length of the raw content in bytes
 * @param length length of the module in bytes
 * @param compressed whether the payload is a Deflate stream
 * @param payloadOffset where the raw content or the Deflate stream begins, in bytes
 * @param payloadLength its length in bytes
 */
public record AssetModule(
    AssetReference asset,
    int assetType,
    long size,
    long length,
    boolean compressed,
    long payloadOffset,
    long payloadLength) {

  /** Finds the points at which a Deflate stream can be entered. */
  @FunctionalInterface
  public interface SeekPointSource {
    /**
     * Finds them.
     *
     * @return the points; empty if there are none
     * @throws IOException if the device can't be read
     */
    @SuppressWarnings("exports") // For the store of this module only.
    Optional<SeekPoints> find() throws IOException;
  }

  private static final int SUFFIX_END_LENGTH = 2 + ModulePrefix.CRC_LENGTH;

  /**
   * Parses the module that fills a file or another channel.
   *
   * @param channel the module; its position changes, and it is not closed
   * @return what is known of it
   * @throws ModuleFormatException if it is no valid asset module
   * @throws IOException if reading fails
   */
  public static AssetModule parse(SeekableByteChannel channel) throws IOException {
    long length = channel.size();
    if (length < ModulePrefix.LENGTH + ModuleSuffix.MIN_LENGTH + ModulePrefix.CRC_LENGTH) {
      throw new ModuleFormatException("not an asset module: too short", length);
    }
    ModulePrefix prefix = requireAssetPrefix(channel, length);
    ModuleSuffix suffix = readSuffix(channel, length);
    long payloadLength = length - ModulePrefix.LENGTH - suffix.lengthWithCrc();
    AssetReference asset = requireReference(suffix.extensions(), length - suffix.lengthWithCrc());
    int assetType =
        suffix.extensions().stream()
            .filter(ModuleExtension.AssetType.class::isInstance)
            .map(e -> ((ModuleExtension.AssetType) e).assetType())
            .findFirst()
            .orElse(ModuleExtension.AssetType.DEFAULT);
    if (!prefix.flags().has(ModuleFlags.COMPRESSED)) {
      return new AssetModule(
          asset, assetType, payloadLength, length, false, ModulePrefix.LENGTH, payloadLength);
    }
    ByteBuffer start =
        read(channel, ModulePrefix.LENGTH, (int) Math.min(CompressedHeader.LENGTH, payloadLength));
    CompressedHeader header = CompressedHeader.read(start, payloadLength, ModulePrefix.LENGTH);
    return new AssetModule(
        asset,
        assetType,
        header.originalSize(),
        length,
        true,
        (long) ModulePrefix.LENGTH + header.length(),
        payloadLength - header.length());
  }

  private static ModulePrefix requireAssetPrefix(SeekableByteChannel channel, long length)
      throws IOException {
    ModulePrefix prefix = ModulePrefix.read(read(channel, 0, ModulePrefix.LENGTH).array(), 0);
    if (!prefix.function().equals(ModuleFunction.ASSET)) {
      throw new ModuleFormatException("not an asset module but " + prefix.function(), 14);
    }
    ModuleFlags allowed = ModuleFlags.DROP_MODULE_INFO.with(ModuleFlags.COMPRESSED);
    if (!prefix.flags().has(ModuleFlags.DROP_MODULE_INFO)
        || !prefix.flags().without(allowed).equals(ModuleFlags.NONE)) {
      throw new ModuleFormatException("asset module with flags " + prefix.flags(), 9);
    }
    if (prefix.moduleLength() != length) {
      throw new ModuleFormatException(
          "the prefix tells a module of "
              + prefix.moduleLength()
              + " bytes, but there are "
              + length,
          4);
    }
    return prefix;
  }

  private static ModuleSuffix readSuffix(SeekableByteChannel channel, long length)
      throws IOException {
    int size =
        read(channel, length - SUFFIX_END_LENGTH, SUFFIX_END_LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getShort()
            & 0xffff;
    long tail =
        Math.min(
            length - ModulePrefix.LENGTH,
            Math.max(size, ModuleSuffix.MIN_LENGTH) + (long) ModulePrefix.CRC_LENGTH);
    try {
      return ModuleSuffix.read(read(channel, length - tail, (int) tail).array(), 0);
    } catch (ModuleFormatException e) {
      throw e.movedBy(length - tail);
    }
  }

  private static AssetReference requireReference(List<ModuleExtension> extensions, long offset)
      throws ModuleFormatException {
    String name = null;
    AssetHash hash = null;
    for (ModuleExtension extension : extensions) {
      if (extension instanceof ModuleExtension.Name n) {
        name = n.name();
      } else if (extension instanceof ModuleExtension.Hash h) {
        hash = h.hash();
      }
    }
    if (name == null || hash == null) {
      throw new ModuleFormatException("asset module without a name or a SHA-256 hash", offset);
    }
    try {
      return new AssetReference(name, hash);
    } catch (IllegalArgumentException e) {
      throw new ModuleFormatException("asset module refused: " + e.getMessage(), offset);
    }
  }

  private static ByteBuffer read(SeekableByteChannel channel, long offset, int length)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    channel.position(offset);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("module ends at " + channel.size() + " while it is read");
      }
    }
    return buffer.flip();
  }

  /**
   * Opens the raw content of a stored module.
   *
   * @param file the module
   * @return a reader, which the caller closes
   * @throws ModuleFormatException if it is no valid asset module
   * @throws IOException if the file can't be read
   */
  public static AssetReader open(Path file) throws IOException {
    return open(Files.newByteChannel(file));
  }

  /**
   * Opens the raw content of a module.
   *
   * @param channel the module; the reader closes it, and so does this method when it fails
   * @return a reader, which the caller closes
   * @throws ModuleFormatException if it is no valid asset module
   * @throws IOException if reading fails
   */
  public static AssetReader open(SeekableByteChannel channel) throws IOException {
    return open(channel, damage -> {});
  }

  /**
   * Opens the raw content of a module whose damage somebody wants to know of.
   *
   * @param channel the module; the reader closes it, and so does this method when it fails
   * @param onDamage called when reading finds that the content is not what it should be, before the
   *     exception is thrown
   * @return a reader, which the caller closes
   * @throws ModuleFormatException if it is no valid asset module
   * @throws IOException if reading fails
   */
  public static AssetReader open(SeekableByteChannel channel, Consumer<AssetException> onDamage)
      throws IOException {
    return open(channel, onDamage, Optional::empty);
  }

  /**
   * Opens the raw content of a module that may have points from which reading can go on.
   *
   * @param channel the module; the reader closes it, and so does this method when it fails
   * @param onDamage called when reading finds that the content is not what it should be, before the
   *     exception is thrown
   * @param seekPoints finds the points, when somebody seeks
   * @return a reader, which the caller closes
   * @throws ModuleFormatException if it is no valid asset module
   * @throws IOException if reading fails
   */
  @SuppressWarnings("exports") // For the store of this module only.
  public static AssetReader open(
      SeekableByteChannel channel, Consumer<AssetException> onDamage, SeekPointSource seekPoints)
      throws IOException {
    try {
      return new PayloadReader(channel, parse(channel), onDamage, seekPoints);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Checks everything there is to check: structure, CRC-32 and SHA-256 of the module, and the
   * SHA-256 of the raw content.
   *
   * @param channel the module; its position changes, and it is not closed
   * @return what is known of the module
   * @throws ModuleFormatException if it is no valid asset module
   * @throws IntegrityException if a hash or checksum is wrong
   * @throws IOException if reading fails
   */
  public static AssetModule verify(SeekableByteChannel channel) throws IOException {
    AssetModule module = parse(channel);
    ModuleSuffix suffix = readSuffix(channel, module.length);
    ModuleDigest digest = ModuleDigest.of(channel, module.length);
    if (digest.crc32() != suffix.crc32()) {
      throw new IntegrityException(
          "CRC-32 of the module of asset " + module.asset.name(),
          String.format("%08x", suffix.crc32()),
          String.format("%08x", digest.crc32()));
    }
    if (!digest.sha256().equals(suffix.sha256())) {
      throw new IntegrityException(
          "SHA-256 of the module of asset " + module.asset.name(),
          suffix.sha256(),
          digest.sha256());
    }
    new PayloadReader(channel, module, damage -> {}, Optional::empty).readThrough();
    return module;
  }

  /**
   * Returns what the module takes of a device's asset storage.
   *
   * @return bytes, whole blocks
   */
  public long storageSize() {
    return StorageLimits.storageSize(length);
  }
}
