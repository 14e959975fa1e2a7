package io.assetota.core.module;

/** Type codes of {@link ModuleExtension}. */
final class ExtensionType {
  static final int END = 0x0000;
  static final int PRODUCT_DATA = 0x0001;
  static final int DYNAMIC_LOCATION = 0x0002;
  static final int DEPENDENCY = 0x0003;
  static final int HASH = 0x0010;
  static final int NAME = 0x0011;
  static final int ASSET_DEPENDENCY = 0x0012;
  static final int SECURITY_MODE = 0x0013;
  static final int ASSET_TYPE = 0x0014;

  /** Not an extension: ends the list. */
  static final int INVALID = 0xffff;

  private ExtensionType() {}
}
