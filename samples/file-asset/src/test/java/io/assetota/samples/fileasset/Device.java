package io.assetota.samples.fileasset;

import io.assetota.core.AssetHash;
import io.assetota.core.AssetManager;
import io.assetota.core.AssetReference;
import io.assetota.core.InstallPlan.PlannedAsset;
import io.assetota.core.Installation;
import io.assetota.core.module.AssetModuleWriter;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ModuleEditor;
import io.assetota.core.module.Platform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** A device folder, onto which releases of the sample are installed. */
final class Device {
  private static final int PREFIX = 24;
  private static final int SUFFIX = 40;
  private static final int CRC = 4;

  private final Path home;

  Device(Path home) {
    this.home = home;
  }

  /**
   * Installs a release that has these assets, given as names and contents in their order, and
   * returns the names of those that had to move.
   */
  List<String> install(Map<String, byte[]> contents) throws IOException {
    Map<AssetReference, byte[]> assets = new LinkedHashMap<>();
    contents.forEach((name, c) -> assets.put(new AssetReference(name, AssetHash.ofContent(c)), c));
    Map<AssetReference, Long> lengths = new HashMap<>();
    assets.forEach(
        (asset, c) -> lengths.put(asset, AssetModuleWriter.forAsset(asset).plainLength(c.length)));
    FirmwareModule application =
        ModuleEditor.edit(plainApplication()).withAssetDependencies(List.copyOf(assets.keySet()));
    try (AssetManager manager = AssetManager.open(home);
        Installation installation = manager.prepare(application, lengths)) {
      for (PlannedAsset planned : installation.plan().moving()) {
        byte[] content = assets.get(planned.asset());
        installation.stage(
            planned.asset(),
            out ->
                AssetModuleWriter.forAsset(planned.asset())
                    .writePlain(content.length, new ByteArrayInputStream(content), out));
      }
      installation.commit();
      return installation.plan().moving().stream().map(p -> p.asset().name()).toList();
    }
  }

  /** The smallest application module: a prefix, four bytes, a suffix. */
  private static FirmwareModule plainApplication() throws IOException {
    int length = PREFIX + 4 + SUFFIX + CRC;
    ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(0).putInt(length - CRC).put((byte) 0).put((byte) 0).putShort((short) 1);
    out.putShort((short) Platform.LINUX.id()).put((byte) 5).put((byte) 1);
    out.put((byte) 4).put((byte) 1).putShort((short) 5500).putInt(0); // Device OS 5.5.0
    out.putInt(0xCAFE);
    out.putShort((short) 0xffff).putShort((short) 0xffff).putShort((short) 0);
    out.put(sha256(out.array(), out.position())).putShort((short) SUFFIX);
    CRC32 crc = new CRC32();
    crc.update(out.array(), 0, out.position());
    out.order(ByteOrder.BIG_ENDIAN).putInt((int) crc.getValue());
    return FirmwareModule.parse(out.array()).requireIntact();
  }

  private static byte[] sha256(byte[] bytes, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, 0, length);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
