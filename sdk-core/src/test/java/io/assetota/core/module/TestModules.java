package io.assetota.core.module;

import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.Platform;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterInputStream;

/** Small modules for tests. */
public final class TestModules {
  private TestModules() {}

  /** An application without assets. */
  public static FirmwareModule application(Platform platform, byte[] payload) throws IOException {
    return application(platform, payload, Optional.of(ProductData.NONE));
  }

  static FirmwareModule application(
      Platform platform, byte[] payload, Optional<ProductData> product) throws IOException {
    ModuleSuffix suffix = ModuleSuffix.unhashed(List.of(), Bytes.EMPTY, product, 0);
    return assemble(platform, ModuleFunction.USER_PART, List.of(), payload, suffix);
  }

  static FirmwareModule assemble(
      Platform platform,
      ModuleFunction function,
      List<ModuleExtension> prefixExtensions,
      byte[] payload,
      ModuleSuffix suffix)
      throws IOException {
    long start = 0x60000;
    long length = ModuleAssembler.length(0, prefixExtensions, payload.length, suffix);
    ModuleFlags flags =
        prefixExtensions.isEmpty() ? ModuleFlags.NONE : ModuleFlags.PREFIX_EXTENSIONS;
    ModulePrefix prefix =
        new ModulePrefix(
            start,
            start + length - ModulePrefix.CRC_LENGTH,
            0,
            flags,
            6,
            platform.id(),
            function,
            1,
            new ModuleDependency(ModuleFunction.SYSTEM_PART, 1, 5500),
            ModuleDependency.NONE);
    return ModuleAssembler.assemble(
        ByteBuffer.allocate(0), prefix, prefixExtensions, ByteBuffer.wrap(payload), suffix);
  }

  static ModuleSuffix emptySuffix() {
    return ModuleSuffix.unhashed(List.of(), Bytes.EMPTY, Optional.of(ProductData.NONE), 0);
  }

  /** An asset module around some content. */
  public static byte[] asset(String name, byte[] content, boolean compressed) throws IOException {
    return asset(new AssetReference(name, AssetHash.ofContent(content)), content, compressed);
  }

  /** An asset module that claims to hold an asset. */
  public static byte[] asset(AssetReference asset, byte[] content, boolean compressed)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AssetModuleWriter writer = AssetModuleWriter.forAsset(asset);
    if (compressed) {
      byte[] deflated = deflate(content);
      writer.writeCompressed(
          content.length, deflated.length, new ByteArrayInputStream(deflated), out);
    } else {
      writer.writePlain(content.length, new ByteArrayInputStream(content), out);
    }
    return out.toByteArray();
  }

  static byte[] deflate(byte[] content) throws IOException {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try (var in = new DeflaterInputStream(new ByteArrayInputStream(content), deflater)) {
      return in.readAllBytes();
    } finally {
      deflater.end();
    }
  }

  /** Gives a changed module valid sums again, as an attacker would. */
  public static byte[] withValidSums(byte[] module) {
    byte[] result = module.clone();
    int hashAt = result.length - ModuleSuffix.HASHED_UNTIL;
    System.arraycopy(FirmwareModule.sha256(result).bytes(), 0, result, hashAt, AssetHash.LENGTH);
    return withValidCrc(result);
  }

  /** Gives a changed module a valid CRC-32 again. */
  public static byte[] withValidCrc(byte[] module) {
    byte[] result = module.clone();
    CRC32 crc = new CRC32();
    int crcAt = result.length - ModulePrefix.CRC_LENGTH;
    crc.update(result, 0, crcAt);
    ByteBuffer.wrap(result).putInt(crcAt, (int) crc.getValue());
    return result;
  }
}
