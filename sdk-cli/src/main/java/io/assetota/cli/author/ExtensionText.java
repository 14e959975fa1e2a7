package io.assetota.cli.author;

import io.assetota.cli.output.Fragments;
import io.assetota.core.module.ModuleExtension;
import java.util.Locale;

/** Describes the content of an extension. */
final class ExtensionText {
  private ExtensionText() {}

  /** Returns the name in docs/FORMAT.md. */
  static String name(ModuleExtension extension) {
    if (extension instanceof ModuleExtension.Other other) {
      return String.format("0x%04x", other.type());
    }
    if (extension instanceof ModuleExtension.Product) {
      return "PRODUCT_DATA";
    }
    return extension
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
        .toUpperCase(Locale.ROOT);
  }

  /** Describes the content in one line. */
  static String content(ModuleExtension extension) {
    if (extension instanceof ModuleExtension.End end) {
      return end.padding() == 0 ? "" : end.padding() + " bytes of padding";
    }
    if (extension instanceof ModuleExtension.Product e) {
      return Fragments.product(e.product());
    }
    if (extension instanceof ModuleExtension.DynamicLocation e) {
      return String.format(
          "module 0x%08x, dynalib load 0x%08x, start 0x%08x",
          e.moduleStart(), e.dynalibLoad(), e.dynalibStart());
    }
    if (extension instanceof ModuleExtension.Dependency e) {
      return e.module() + String.format(", target 0x%08x", e.targetId());
    }
    if (extension instanceof ModuleExtension.Hash e) {
      return e.hash().toString();
    }
    if (extension instanceof ModuleExtension.Name e) {
      return e.name();
    }
    if (extension instanceof ModuleExtension.AssetDependency e) {
      return e.name() + " " + e.hash();
    }
    if (extension instanceof ModuleExtension.SecurityMode e) {
      return (e.mode() == ModuleExtension.SecurityMode.PROTECTED ? "protected" : "mode " + e.mode())
          + (e.certificate().length() == 0
              ? ""
              : ", certificate of " + e.certificate().length() + " bytes");
    }
    if (extension instanceof ModuleExtension.AssetType e) {
      return assetType(e.assetType());
    }
    return extension.data().length + " bytes of unknown type";
  }

  /** Returns the name of a type of asset. */
  static String assetType(int type) {
    return switch (type) {
      case ModuleExtension.AssetType.DEFAULT -> "ordinary asset";
      case ModuleExtension.AssetType.APPLICATION_VARIABLES -> "environment variables";
      case ModuleExtension.AssetType.VARIABLES_SNAPSHOT -> "snapshot of environment variables";
      default -> "type " + type;
    };
  }
}
