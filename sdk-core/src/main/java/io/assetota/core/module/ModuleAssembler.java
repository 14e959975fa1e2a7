package io.assetota.core.module;

import io.assetota.core.model.AssetException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Puts the parts of a module together and computes SHA-256 and CRC-32. The addresses must fit the
 * parts.
 */
final class ModuleAssembler {
  private ModuleAssembler() {}

  static long length(
      int vectorTable, List<ModuleExtension> prefixExtensions, long payload, ModuleSuffix suffix) {
    return vectorTable
        + ModulePrefix.LENGTH
        + prefixExtensions.stream().mapToLong(ModuleExtension::length).sum()
        + payload
        + suffix.lengthWithCrc();
  }

  static FirmwareModule assemble(
      ByteBuffer vectorTable,
      ModulePrefix prefix,
      List<ModuleExtension> prefixExtensions,
      ByteBuffer payload,
      ModuleSuffix suffix)
      throws AssetException {
    if (suffix.size() > Unsigned.MAX_16) {
      throw new AssetException(
          "the extensions make a suffix of "
              + suffix.size()
              + " bytes; its size field allows 65535. Use fewer assets or shorter names");
    }
    long length = length(vectorTable.remaining(), prefixExtensions, payload.remaining(), suffix);
    if (length > FirmwareModule.MAX_LENGTH) {
      throw new AssetException(
          "a module of " + length + " bytes is longer than " + FirmwareModule.MAX_LENGTH);
    }
    if (prefix.moduleLength() != length) {
      throw new IllegalArgumentException(
          "addresses tell " + prefix.moduleLength() + " bytes, the parts are " + length);
    }
    ByteBuffer out = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
    out.put(vectorTable.duplicate());
    prefix.write(out);
    prefixExtensions.forEach(e -> ModuleSuffix.writeExtension(e, out));
    out.put(payload.duplicate());
    suffix.writeHashed(out);
    byte[] module = out.array();
    out.put(FirmwareModule.sha256(module).bytes());
    out.putShort((short) suffix.size());
    out.order(ByteOrder.BIG_ENDIAN).putInt((int) FirmwareModule.crc32(module));
    return FirmwareModule.parseOwned(module);
  }
}
