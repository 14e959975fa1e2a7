package io.assetota.core.module;

import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.IntegrityException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes an asset module around raw content or around a Deflate stream that exists already, without
 * taking either into memory. What the stream inflates to is not looked at: {@link
 * AssetModule#verify} does.
 */
public final class AssetModuleWriter {
  private static final int CHUNK = 64 * 1024;

  private final AssetReference asset;
  private final int assetType;

  private AssetModuleWriter(AssetReference asset, int assetType) {
    this.asset = asset;
    this.assetType = assetType;
  }

  /**
   * Begins a module for an ordinary asset.
   *
   * @param asset name and hash of the raw content
   * @return a writer
   */
  public static AssetModuleWriter forAsset(AssetReference asset) {
    return new AssetModuleWriter(asset, ModuleExtension.AssetType.DEFAULT);
  }

  /**
   * Sets the type of the asset.
   *
   * @param type see {@link ModuleExtension.AssetType}, 0 to 255
   * @return a writer with that type
   */
  public AssetModuleWriter ofType(int type) {
    return new AssetModuleWriter(asset, new ModuleExtension.AssetType(type).assetType());
  }

  /**
   * Returns the length of a compressed module.
   *
   * @param deflatedLength length of the Deflate stream in bytes
   * @return bytes
   */
  public long compressedLength(long deflatedLength) {
    return plainLength(CompressedHeader.LENGTH + deflatedLength);
  }

  /**
   * Returns the length of an uncompressed module.
   *
   * @param size length of the raw content in bytes
   * @return bytes
   */
  public long plainLength(long size) {
    return ModulePrefix.LENGTH + size + suffix().lengthWithCrc();
  }

  /**
   * Writes a compressed module.
   *
   * @param size length of the raw content in bytes, less than 2^32
   * @param deflatedLength length of the Deflate stream in bytes
   * @param deflated the raw Deflate stream (no zlib or gzip header); exactly that many bytes are
   *     read
   * @param out where to; it is not closed
   * @throws AssetException if the module would be longer than the format allows
   * @throws IntegrityException if the stream is shorter
   * @throws IOException if reading or writing fails
   */
  public void writeCompressed(
      long size, long deflatedLength, InputStream deflated, OutputStream out) throws IOException {
    if (size < 0 || size > Unsigned.MAX_32) {
      throw new AssetException(
          "asset " + asset.name() + " of " + size + " bytes: the format allows 4 GiB");
    }
    ByteBuffer header = ByteBuffer.allocate(CompressedHeader.LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    CompressedHeader.write(header, size);
    ModuleFlags flags = ModuleFlags.DROP_MODULE_INFO.with(ModuleFlags.COMPRESSED);
    write(flags, compressedLength(deflatedLength), header.array(), deflatedLength, deflated, out);
  }

  /**
   * Writes an uncompressed module.
   *
   * @param size length of the raw content in bytes, less than 2^32
   * @param content the raw content; exactly that many bytes are read
   * @param out where to; it is not closed
   * @throws AssetException if the module would be longer than the format allows
   * @throws IntegrityException if the content is shorter
   * @throws IOException if reading or writing fails
   */
  public void writePlain(long size, InputStream content, OutputStream out) throws IOException {
    write(ModuleFlags.DROP_MODULE_INFO, plainLength(size), new byte[0], size, content, out);
  }

  private void write(
      ModuleFlags flags,
      long length,
      byte[] header,
      long payloadLength,
      InputStream payload,
      OutputStream out)
      throws IOException {
    long end = length - ModulePrefix.CRC_LENGTH;
    if (payloadLength < 0 || end > Unsigned.MAX_32) {
      throw new AssetException(
          "asset " + asset.name() + ": a module of " + length + " bytes; the format allows 4 GiB");
    }
    ModulePrefix prefix =
        new ModulePrefix(
            0,
            end,
            0,
            flags,
            0,
            0,
            ModuleFunction.ASSET,
            0,
            ModuleDependency.NONE,
            ModuleDependency.NONE);
    ByteBuffer front =
        ByteBuffer.allocate(ModulePrefix.LENGTH + header.length).order(ByteOrder.LITTLE_ENDIAN);
    prefix.write(front);
    front.put(header);
    ModuleDigest.Builder digest = new ModuleDigest.Builder();
    digest.both(front.array(), 0, front.capacity());
    out.write(front.array());
    copy(payload, payloadLength, digest, out);
    out.write(suffixBytes(digest));
  }

  private void copy(InputStream in, long length, ModuleDigest.Builder digest, OutputStream out)
      throws IOException {
    byte[] chunk = new byte[(int) Math.min(CHUNK, Math.max(1, length))];
    long left = length;
    while (left > 0) {
      int n = in.read(chunk, 0, (int) Math.min(chunk.length, left));
      if (n < 0) {
        throw new IntegrityException("length of asset " + asset.name(), length, length - left);
      }
      digest.both(chunk, 0, n);
      out.write(chunk, 0, n);
      left -= n;
    }
  }

  private byte[] suffixBytes(ModuleDigest.Builder digest) {
    ModuleSuffix suffix = suffix();
    ByteBuffer out = ByteBuffer.allocate(suffix.lengthWithCrc()).order(ByteOrder.LITTLE_ENDIAN);
    suffix.writeHashed(out);
    int hashed = out.position();
    digest.both(out.array(), 0, hashed);
    out.put(digest.sha256().bytes()).putShort((short) suffix.size());
    digest.crcOnly(out.array(), hashed, out.position() - hashed);
    return out.order(ByteOrder.BIG_ENDIAN).putInt((int) digest.crc32()).array();
  }

  private ModuleSuffix suffix() {
    List<ModuleExtension> extensions = new ArrayList<>();
    extensions.add(new ModuleExtension.Hash(asset.hash()));
    extensions.add(new ModuleExtension.Name(asset.name()));
    if (assetType != ModuleExtension.AssetType.DEFAULT) {
      extensions.add(new ModuleExtension.AssetType(assetType));
    }
    extensions.add(new ModuleExtension.Product(ProductData.NONE));
    return ModuleSuffix.unhashed(extensions, Bytes.EMPTY, Optional.of(ProductData.NONE), 0);
  }
}
