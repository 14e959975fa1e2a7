package io.assetota.core.module;

import io.assetota.core.model.AssetException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Compresses and decompresses modules in memory. With the flag DROP_MODULE_INFO the Deflate stream
 * holds the payload alone, else the whole module.
 */
public final class CompressedModules {
  private static final int CHUNK = 16 * 1024;

  private CompressedModules() {}

  /**
   * Compresses a module.
   *
   * @param module a module that is neither compressed nor combined
   * @return the compressed module
   * @throws AssetException if the module can't be compressed as it is, or is damaged
   */
  public static FirmwareModule compress(FirmwareModule module) throws AssetException {
    ModulePrefix prefix = module.prefix();
    if (prefix.flags().has(ModuleFlags.COMPRESSED)) {
      throw new AssetException("the module is compressed already");
    }
    if (prefix.flags().has(ModuleFlags.COMBINED)) {
      throw new AssetException("a combined module can't be compressed: split it first");
    }
    module.requireIntact(); // it would get valid checksums
    boolean payloadOnly = prefix.flags().has(ModuleFlags.DROP_MODULE_INFO);
    if (payloadOnly && module.prefixOffset() != 0) {
      throw new AssetException("a module that drops its prefix may not have a vector table");
    }
    ByteBuffer original = payloadOnly ? module.payload() : module.content();
    byte[] deflated = deflate(original.duplicate());
    ByteBuffer payload =
        ByteBuffer.allocate(CompressedHeader.LENGTH + deflated.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    CompressedHeader.write(payload, original.remaining());
    payload.put(deflated).flip();
    return assemble(module, payload, prefix.flags().with(ModuleFlags.COMPRESSED));
  }

  /**
   * Decompresses a module.
   *
   * @param module a compressed module that is not combined
   * @return the original module
   * @throws AssetException if it isn't compressed, or it, the stream or the original is damaged
   */
  public static FirmwareModule decompress(FirmwareModule module) throws AssetException {
    ModulePrefix prefix = module.prefix();
    if (!prefix.flags().has(ModuleFlags.COMPRESSED)) {
      throw new AssetException("the module is not compressed");
    }
    if (prefix.flags().has(ModuleFlags.COMBINED)) {
      throw new AssetException("a combined module can't be decompressed: split it first");
    }
    module.requireIntact(); // it would get valid checksums
    ByteBuffer payload = module.payload();
    long offset = (long) module.prefixOffset() + ModulePrefix.LENGTH;
    CompressedHeader header = CompressedHeader.read(payload, payload.remaining(), offset);
    byte[] original =
        inflate(payload.position(header.length()), header.originalSize(), offset + header.length());
    return prefix.flags().has(ModuleFlags.DROP_MODULE_INFO)
        ? assemble(
            module, ByteBuffer.wrap(original), prefix.flags().without(ModuleFlags.COMPRESSED))
        : FirmwareModule.parseOwned(original).requireIntact();
  }

  private static FirmwareModule assemble(
      FirmwareModule module, ByteBuffer payload, ModuleFlags flags) throws AssetException {
    ByteBuffer noVectorTable = ByteBuffer.allocate(0);
    long length =
        ModuleAssembler.length(0, module.prefixExtensions(), payload.remaining(), module.suffix());
    long start = module.prefix().startAddress();
    long end = start + length - ModulePrefix.CRC_LENGTH;
    if (end > Unsigned.MAX_32) {
      throw new AssetException("the module does not fit its address range");
    }
    return ModuleAssembler.assemble(
        noVectorTable,
        module.prefix().withAddresses(start, end).withFlags(flags),
        module.prefixExtensions(),
        payload,
        module.suffix());
  }

  private static byte[] deflate(ByteBuffer original) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      deflater.setInput(original);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] chunk = new byte[CHUNK];
      while (!deflater.finished()) {
        out.write(chunk, 0, deflater.deflate(chunk));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  /** Grows with what is really there: the claimed size is only a limit. */
  private static byte[] inflate(ByteBuffer deflated, long claimedSize, long offset)
      throws AssetException {
    if (claimedSize > FirmwareModule.MAX_LENGTH) {
      throw new ModuleFormatException("compressed data claims " + claimedSize + " bytes", offset);
    }
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(deflated);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] chunk = new byte[CHUNK];
      while (!inflater.finished()) {
        int n = inflater.inflate(chunk);
        if (n == 0 && !inflater.finished()) {
          throw new ModuleFormatException(
              "compressed data ends too early", offset + inflater.getBytesRead());
        }
        out.write(chunk, 0, n);
        if (out.size() > claimedSize) {
          throw new ModuleFormatException(
              "compressed data is longer than the claimed " + claimedSize + " bytes", offset);
        }
      }
      if (out.size() != claimedSize || inflater.getRemaining() != 0) {
        throw new ModuleFormatException(
            "compressed data holds "
                + out.size()
                + " bytes instead of "
                + claimedSize
                + ", or others follow",
            offset);
      }
      return out.toByteArray();
    } catch (DataFormatException e) {
      throw new ModuleFormatException(
          "compressed data is damaged: " + e.getMessage(), offset + inflater.getBytesRead());
    } finally {
      inflater.end();
    }
  }
}
