package io.assetota.core.module;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import com.google.common.io.ByteStreams;
import io.assetota.core.model.ApplicationId;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.IntegrityException;
import io.assetota.core.model.ModuleHash;
import io.assetota.core.model.Platform;
import io.assetota.core.model.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * One module, parsed. Immutable and safe for use by several threads.
 *
 * <p>Parsing checks the structure: every length is within its bounds and the addresses tell the
 * module's length. It does not check the hash and the checksum, so that a damaged module can be
 * looked at: {@link #requireIntact()} does.
 */
public final class FirmwareModule {
  /**
   * The longest module that is taken into memory, in bytes. Asset modules are streamed and may be
   * longer.
   */
  public static final int MAX_LENGTH = 256 * 1024 * 1024;

  private static final int MIN_LENGTH =
      ModulePrefix.LENGTH + ModuleSuffix.MIN_LENGTH + ModulePrefix.CRC_LENGTH;

  private final byte[] bytes;
  private final int prefixOffset;
  private final ModulePrefix prefix;
  private final ImmutableList<ModuleExtension> prefixExtensions;
  private final int payloadOffset;
  private final ModuleSuffix suffix;

  private FirmwareModule(
      byte[] bytes,
      int prefixOffset,
      ModulePrefix prefix,
      ExtensionReader.ExtensionList prefixExtensions,
      ModuleSuffix suffix) {
    this.bytes = bytes;
    this.prefixOffset = prefixOffset;
    this.prefix = prefix;
    this.prefixExtensions = ImmutableList.copyOf(prefixExtensions.extensions());
    this.payloadOffset = prefixExtensions.end();
    this.suffix = suffix;
  }

  /**
   * Parses a module.
   *
   * @param module the bytes of exactly one module; they are copied
   * @return the module
   * @throws ModuleFormatException if the structure is broken, or the bytes hold several combined
   *     modules
   */
  public static FirmwareModule parse(byte[] module) throws ModuleFormatException {
    return parseOwned(module.clone());
  }

  /**
   * Reads a module from a stream, to its end.
   *
   * @param in the stream; it is not closed
   * @return the module
   * @throws ModuleFormatException if the structure is broken or there are more than {@link
   *     #MAX_LENGTH} bytes
   * @throws IOException if reading fails
   */
  public static FirmwareModule read(InputStream in) throws IOException {
    byte[] bytes = ByteStreams.limit(in, MAX_LENGTH + 1L).readAllBytes();
    if (bytes.length > MAX_LENGTH) {
      throw new ModuleFormatException("module is longer than " + MAX_LENGTH + " bytes", MAX_LENGTH);
    }
    return parseOwned(bytes);
  }

  /**
   * Reads a module from a file.
   *
   * @param file the file
   * @return the module
   * @throws ModuleFormatException if the structure is broken or the file has more than {@link
   *     #MAX_LENGTH} bytes
   * @throws IOException if reading fails
   */
  public static FirmwareModule read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    }
  }

  /** Parses without copying; nobody else may change the bytes. */
  static FirmwareModule parseOwned(byte[] module) throws ModuleFormatException {
    if (module.length < MIN_LENGTH) {
      throw new ModuleFormatException(
          "not a module: "
              + module.length
              + " bytes are fewer than prefix and suffix take ("
              + MIN_LENGTH
              + ")",
          module.length);
    }
    int prefixOffset = PrefixFinder.find(module);
    ModulePrefix prefix = ModulePrefix.read(module, prefixOffset);
    requireLength(prefix, prefixOffset, module.length);
    int prefixEnd = prefixOffset + ModulePrefix.LENGTH;
    ModuleSuffix suffix = ModuleSuffix.read(module, prefixEnd);
    ExtensionReader.ExtensionList extensions =
        new ExtensionReader.ExtensionList(List.of(), prefixEnd);
    if (prefix.flags().has(ModuleFlags.PREFIX_EXTENSIONS)) {
      extensions =
          ExtensionReader.read(module, prefixEnd, module.length - suffix.lengthWithCrc(), 0);
      if (!extensions.isEnded()) {
        throw new ModuleFormatException(
            "prefix extensions do not end with an END extension", extensions.end());
      }
    }
    return new FirmwareModule(module, prefixOffset, prefix, extensions, suffix);
  }

  private static void requireLength(ModulePrefix prefix, int offset, int length)
      throws ModuleFormatException {
    if (prefix.function().equals(ModuleFunction.NONE)
        || prefix.endAddress() <= prefix.startAddress()) {
      throw new ModuleFormatException("not a module: no valid prefix found", offset);
    }
    if (prefix.moduleLength() != length) {
      boolean combined = prefix.flags().has(ModuleFlags.COMBINED) && prefix.moduleLength() < length;
      throw new ModuleFormatException(
          combined
              ? "this file combines several modules: split it first"
              : "the prefix tells a module of "
                  + prefix.moduleLength()
                  + " bytes, but there are "
                  + length,
          offset);
    }
  }

  /**
   * Returns the length of the module.
   *
   * @return bytes
   */
  public int length() {
    return bytes.length;
  }

  /**
   * Returns where the prefix begins: 0, or the length of the vector table in front of it.
   *
   * @return bytes from the start
   */
  public int prefixOffset() {
    return prefixOffset;
  }

  /**
   * Returns the prefix.
   *
   * @return the prefix
   */
  public ModulePrefix prefix() {
    return prefix;
  }

  /**
   * Returns the extensions behind the prefix, with their END.
   *
   * @return in their order; empty without the flag PREFIX_EXTENSIONS
   */
  public List<ModuleExtension> prefixExtensions() {
    return prefixExtensions;
  }

  /**
   * Returns the suffix.
   *
   * @return the suffix
   */
  public ModuleSuffix suffix() {
    return suffix;
  }

  /**
   * Returns all extensions: those of the prefix, then those of the suffix.
   *
   * @return in their order
   */
  public List<ModuleExtension> extensions() {
    return ImmutableList.<ModuleExtension>builder()
        .addAll(prefixExtensions)
        .addAll(suffix.extensions())
        .build();
  }

  /**
   * Returns the first extension of a type.
   *
   * @param type the type
   * @param <E> the type
   * @return the extension, if there is one
   */
  public <E extends ModuleExtension> Optional<E> extension(Class<E> type) {
    return extensions().stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  /**
   * Returns the assets that this module needs, in their order.
   *
   * @return names and hashes
   * @throws ModuleFormatException if a name breaks the rules of {@link AssetReference} or comes
   *     twice
   */
  public List<AssetReference> assetDependencies() throws ModuleFormatException {
    List<AssetReference> assets = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ModuleExtension extension : extensions()) {
      if (extension instanceof ModuleExtension.AssetDependency dependency) {
        try {
          assets.add(new AssetReference(dependency.name(), dependency.hash()));
        } catch (IllegalArgumentException e) {
          throw new ModuleFormatException(
              "asset dependency refused: " + e.getMessage(), prefixOffset);
        }
        if (!names.add(dependency.name())) {
          throw new ModuleFormatException(
              "two asset dependencies are named " + Printable.text(dependency.name()),
              prefixOffset);
        }
      }
    }
    return List.copyOf(assets);
  }

  /**
   * Returns what stands between prefix and suffix, with their extensions left out.
   *
   * @return a read-only view
   */
  public ByteBuffer payload() {
    return slice(payloadOffset, bytes.length - suffix.lengthWithCrc());
  }

  /** Returns what stands in front of the prefix. */
  ByteBuffer vectorTable() {
    return slice(0, prefixOffset);
  }

  private ByteBuffer slice(int from, int to) {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer().slice(from, to - from);
  }

  /**
   * Returns the whole module.
   *
   * @return a read-only view
   */
  public ByteBuffer content() {
    return slice(0, bytes.length);
  }

  /**
   * Returns a copy of the whole module.
   *
   * @return a fresh array
   */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  /**
   * Writes the whole module.
   *
   * @param out where to; it is not closed
   * @throws IOException if writing fails
   */
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }

  /**
   * Returns the version as people read it.
   *
   * @return the version of the product, or else that of the module
   */
  public String version() {
    return prefix.version(suffix.product());
  }

  /**
   * Identifies this module, by all of its bytes.
   *
   * @return what names it on devices and in signed releases
   */
  public ApplicationId id() {
    return ApplicationId.identify(content());
  }

  /**
   * Computes the SHA-256 that the module should carry.
   *
   * @return SHA-256 of everything before the hash field
   */
  public ModuleHash computeSha256() {
    return sha256(bytes);
  }

  /**
   * Computes the CRC-32 that the module should carry.
   *
   * @return 0 to 2^32-1
   */
  public long computeCrc32() {
    return crc32(bytes);
  }

  static ModuleHash sha256(byte[] module) {
    HashCode hash =
        Hashing.sha256().hashBytes(module, 0, module.length - ModuleSuffix.HASHED_UNTIL);
    return ModuleHash.of(hash.asBytes());
  }

  static long crc32(byte[] module) {
    CRC32 crc = new CRC32();
    crc.update(module, 0, module.length - ModulePrefix.CRC_LENGTH);
    return crc.getValue();
  }

  /**
   * Checks SHA-256 and CRC-32.
   *
   * @return this module
   * @throws IntegrityException if one of them is wrong
   */
  public FirmwareModule requireIntact() throws IntegrityException {
    long crc = computeCrc32();
    if (crc != suffix.crc32()) {
      throw new IntegrityException(
          "CRC-32 of the module",
          String.format("%08x", suffix.crc32()),
          String.format("%08x", crc));
    }
    ModuleHash hash = computeSha256();
    if (!hash.equals(suffix.sha256())) {
      throw new IntegrityException("SHA-256 of the module", suffix.sha256(), hash);
    }
    return this;
  }

  /** Equal when every byte is. */
  @Override
  public boolean equals(Object other) {
    return other instanceof FirmwareModule module && java.util.Arrays.equals(bytes, module.bytes);
  }

  @Override
  public int hashCode() {
    return suffix.sha256().hashCode();
  }

  @Override
  public String toString() {
    return prefix.function()
        + " for "
        + Platform.byId(prefix.platformId())
            .map(Platform::toString)
            .orElse("platform " + prefix.platformId())
        + ", "
        + bytes.length
        + " bytes";
  }
}
