package io.assetota.core.module;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A piece of optional data in a module's prefix or suffix: {@code type u16, length u16 (with these
 * four bytes), data}.
 *
 * <p>Every extension is written as exactly the bytes it was read from. Types that are not known,
 * and known types whose data doesn't have the known form, are {@link Other}.
 */
public sealed interface ModuleExtension {
  /** Bytes of type and length. */
  int HEADER_LENGTH = 4;

  /** The longest data that fits the length field, in bytes. */
  int MAX_DATA_LENGTH = Unsigned.MAX_16 - HEADER_LENGTH;

  /** The only hash type there is: SHA-256. */
  int HASH_TYPE_SHA256 = 0;

  /**
   * Returns the type code.
   *
   * @return 0 to 65534
   */
  int type();

  /**
   * Returns the data behind type and length.
   *
   * @return a fresh array of at most {@link #MAX_DATA_LENGTH} bytes
   */
  byte[] data();

  /**
   * Returns the length with type and length fields, as it is written.
   *
   * @return bytes, 4 to 65535
   */
  default int length() {
    return HEADER_LENGTH + data().length;
  }

  /**
   * Ends a list of extensions.
   *
   * @param padding number of zero bytes, 0 to 65531
   */
  record End(int padding) implements ModuleExtension {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the padding doesn't fit
     */
    public End {
      if (padding < 0 || padding > MAX_DATA_LENGTH) {
        throw new IllegalArgumentException(
            "padding must be 0 to " + MAX_DATA_LENGTH + ", not " + padding);
      }
    }

    @Override
    public int type() {
      return ExtensionType.END;
    }

    @Override
    public byte[] data() {
      return new byte[padding];
    }
  }

  /**
   * The product that the module belongs to.
   *
   * @param product the id and version
   */
  record Product(ProductData product) implements ModuleExtension {
    static final int UPPER_ID = 0xffff;

    @Override
    public int type() {
      return ExtensionType.PRODUCT_DATA;
    }

    @Override
    public byte[] data() {
      return allocate(6)
          .putShort((short) UPPER_ID)
          .putShort((short) product.id())
          .putShort((short) product.version())
          .array();
    }
  }

  /**
   * Where a module that can move was put.
   *
   * @param moduleStart module start address, 0 to 2^32-1
   * @param dynalibLoad address that the dynamic library table is loaded to, 0 to 2^32-1
   * @param dynalibStart address of the dynamic library table, 0 to 2^32-1
   */
  record DynamicLocation(long moduleStart, long dynalibLoad, long dynalibStart)
      implements ModuleExtension {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if an address doesn't fit
     */
    public DynamicLocation {
      Unsigned.check32(moduleStart, "module start address");
      Unsigned.check32(dynalibLoad, "dynalib load address");
      Unsigned.check32(dynalibStart, "dynalib start address");
    }

    @Override
    public int type() {
      return ExtensionType.DYNAMIC_LOCATION;
    }

    @Override
    public byte[] data() {
      return allocate(12)
          .putInt((int) moduleStart)
          .putInt((int) dynalibLoad)
          .putInt((int) dynalibStart)
          .array();
    }
  }

  /**
   * A further dependency on a module, besides the two of the prefix.
   *
   * @param module the module and its lowest version
   * @param targetId which processor it is for, 0 to 2^32-1
   */
  record Dependency(ModuleDependency module, long targetId) implements ModuleExtension {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the target id doesn't fit
     */
    public Dependency {
      Unsigned.check32(targetId, "target id");
    }

    @Override
    public int type() {
      return ExtensionType.DEPENDENCY;
    }

    @Override
    public byte[] data() {
      return allocate(8)
          .put((byte) module.function().code())
          .put((byte) module.index())
          .putShort((short) module.version())
          .putInt((int) targetId)
          .array();
    }
  }

  /**
   * The hash of an asset module's raw content.
   *
   * @param hash the SHA-256
   */
  record Hash(AssetHash hash) implements ModuleExtension {
    @Override
    public int type() {
      return ExtensionType.HASH;
    }

    @Override
    public byte[] data() {
      return allocate(2 + AssetHash.LENGTH)
          .put((byte) HASH_TYPE_SHA256)
          .put((byte) AssetHash.LENGTH)
          .put(hash.bytes())
          .array();
    }
  }

  /**
   * A name: of the asset in an asset module, of the payload in a wrapped application.
   *
   * @param name at most 65531 bytes of UTF-8
   */
  record Name(String name) implements ModuleExtension {
    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if the name doesn't fit
     */
    public Name {
      requireFits(name.getBytes(UTF_8).length, "name");
    }

    @Override
    public int type() {
      return ExtensionType.NAME;
    }

    @Override
    public byte[] data() {
      return name.getBytes(UTF_8);
    }
  }

  /**
   * An asset that an application needs. The name is as it was read: see {@link AssetReference} for
   * the rules that it must keep before it is used.
   *
   * @param name the asset's name
   * @param hash SHA-256 of its raw content
   */
  record AssetDependency(String name, AssetHash hash) implements ModuleExtension {
    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if the name doesn't fit
     */
    public AssetDependency {
      requireFits(2 + AssetHash.LENGTH + name.getBytes(UTF_8).length, "asset dependency");
    }

    /**
     * Makes the dependency on an asset.
     *
     * @param asset the asset
     * @return the extension
     */
    public static AssetDependency on(AssetReference asset) {
      return new AssetDependency(asset.name(), asset.hash());
    }

    @Override
    public int type() {
      return ExtensionType.ASSET_DEPENDENCY;
    }

    @Override
    public byte[] data() {
      byte[] nameBytes = name.getBytes(UTF_8);
      return allocate(2 + AssetHash.LENGTH + nameBytes.length)
          .put((byte) HASH_TYPE_SHA256)
          .put((byte) AssetHash.LENGTH)
          .put(hash.bytes())
          .put(nameBytes)
          .array();
    }
  }

  /**
   * Whether the device protects the module.
   *
   * @param mode 1 for protected, 0 to 255
   * @param certificate bytes that follow, often none
   */
  record SecurityMode(int mode, Bytes certificate) implements ModuleExtension {
    /** Mode of a protected module. */
    public static final int PROTECTED = 1;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the mode is not 0 to 255 or the certificate doesn't fit
     */
    public SecurityMode {
      Unsigned.check8(mode, "security mode");
      requireFits(1 + certificate.length(), "certificate");
    }

    @Override
    public int type() {
      return ExtensionType.SECURITY_MODE;
    }

    @Override
    public byte[] data() {
      return allocate(1 + certificate.length()).put((byte) mode).put(certificate.toArray()).array();
    }
  }

  /**
   * What kind of asset an asset module holds.
   *
   * @param assetType 0 default, 1 application variables, 2 a snapshot of variables; 0 to 255
   */
  record AssetType(int assetType) implements ModuleExtension {
    /** An ordinary asset. */
    public static final int DEFAULT = 0;

    /** The environment variables of an application. */
    public static final int APPLICATION_VARIABLES = 1;

    /** Environment variables as they were at a time. */
    public static final int VARIABLES_SNAPSHOT = 2;

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the type is not 0 to 255
     */
    public AssetType {
      Unsigned.check8(assetType, "asset type");
    }

    @Override
    public int type() {
      return ExtensionType.ASSET_TYPE;
    }

    @Override
    public byte[] data() {
      return new byte[] {(byte) assetType, 0};
    }
  }

  /**
   * An extension that is kept byte for byte.
   *
   * @param type the type code, 0 to 65534
   * @param content the data, at most {@link #MAX_DATA_LENGTH} bytes
   */
  record Other(int type, Bytes content) implements ModuleExtension {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public Other {
      Unsigned.check16(type, "extension type");
      if (type == ExtensionType.INVALID) {
        throw new IllegalArgumentException("0xffff is not an extension type: it ends the list");
      }
      requireFits(content.length(), "extension data");
    }

    @Override
    public byte[] data() {
      return content.toArray();
    }
  }

  private static void requireFits(int dataLength, String what) {
    if (dataLength > MAX_DATA_LENGTH) {
      throw new IllegalArgumentException(
          what + " of " + dataLength + " bytes is too long for an extension");
    }
  }

  private static ByteBuffer allocate(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
