package io.assetota.cli.author;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.Console.Style;
import io.assetota.cli.output.Facts;
import io.assetota.cli.output.Fragments;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Sizes;
import io.assetota.cli.output.Table;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.ModuleHash;
import io.assetota.core.model.Platform;
import io.assetota.core.module.ApplicationModule;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ModuleExtension;
import io.assetota.core.module.ModuleFlags;
import io.assetota.core.module.ModuleFunction;
import io.assetota.core.module.ModulePrefix;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything about one module.
 *
 * @param module the module
 * @param sha256 the hash that its suffix should have
 * @param crc32 the checksum that its suffix should have
 */
record ModuleView(FirmwareModule module, ModuleHash sha256, long crc32) {
  static ModuleView of(FirmwareModule module) {
    return new ModuleView(module, module.computeSha256(), module.computeCrc32());
  }

  /** Returns what is wrong with it. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (!hasOnlyAnotherHash()) {
      attempt(problems, module::requireIntact);
    }
    attempt(problems, module::assetDependencies);
    attempt(problems, () -> ApplicationModule.payloadName(module));
    return problems;
  }

  /** Returns what Device OS accepts, although it is unusual. */
  List<String> warnings() {
    return hasOnlyAnotherHash()
        ? List.of(
            "the SHA-256 field does not match the content. Device OS checks only the CRC-32, which"
                + " is correct; but a bundle can't contain this module as its application")
        : List.of();
  }

  /**
   * Returns whether only the hash is wrong, as in some of Particle's own releases. In an asset
   * module this is an error: the store of a device with this SDK refuses it.
   */
  private boolean hasOnlyAnotherHash() {
    return crc32 == module.suffix().crc32()
        && !sha256.equals(module.suffix().sha256())
        && !module.prefix().function().equals(ModuleFunction.ASSET);
  }

  private interface Attempt {
    Object run() throws AssetException;
  }

  private static Optional<Object> attempt(List<String> problems, Attempt attempt) {
    try {
      return Optional.of(attempt.run());
    } catch (AssetException e) {
      problems.add(e.getMessage());
      return Optional.empty();
    }
  }

  void print(Console console) {
    ModulePrefix prefix = module.prefix();
    Facts facts =
        new Facts()
            .with("Function", prefix.function() + " " + prefix.index())
            .with("Platform", Fragments.platform(prefix.platformId()))
            .with("Module version", prefix.moduleVersion())
            .with("Length", length())
            .with(
                "Addresses",
                String.format("0x%08x to 0x%08x", prefix.startAddress(), prefix.endAddress()))
            .with("Flags", prefix.flags());
    if (module.prefixOffset() != 0) {
      facts.with("Prefix offset", String.format("0x%x", module.prefixOffset()));
    }
    dependencies().forEach(d -> facts.with("Depends on", d));
    module.suffix().product().ifPresent(p -> facts.with("Application", Fragments.product(p)));
    payloadName().ifPresent(name -> facts.with("Payload", name));
    checked(facts, "SHA-256", module.suffix().sha256(), sha256);
    checked(facts, "CRC-32", hex(module.suffix().crc32()), hex(crc32));
    facts.print(console);
    Table table = new Table("Offset", "Place", "Extension", "Length", "Content");
    extensions().forEach(e -> table.row(e.offset(), e.place(), e.name(), e.length(), e.text()));
    if (!module.extensions().isEmpty()) {
      console.heading("Extensions");
      table.print(console);
    }
  }

  private static void checked(Facts facts, String name, Object stored, Object computed) {
    if (stored.equals(computed)) {
      facts.with(name, stored + " ok", Style.GOOD);
    } else {
      facts.with(name, stored + " wrong, it should be " + computed, Style.BAD);
    }
  }

  private String length() {
    long limit =
        module.prefix().function().equals(ModuleFunction.USER_PART)
            ? Platform.byId(module.prefix().platformId()).map(Platform::userPartLimit).orElse(0L)
            : 0;
    return Sizes.used(module.length(), limit);
  }

  private Stream<Object> dependencies() {
    return Stream.concat(
        Stream.of(module.prefix().dependency1(), module.prefix().dependency2())
            .filter(d -> d.isPresent()),
        module.extensions().stream()
            .filter(ModuleExtension.Dependency.class::isInstance)
            .map(e -> ((ModuleExtension.Dependency) e).module()));
  }

  private Optional<String> payloadName() {
    try {
      return ApplicationModule.payloadName(module);
    } catch (AssetException e) {
      return Optional.empty();
    }
  }

  private static String hex(long crc32) {
    return String.format("%08x", crc32);
  }

  private record Extension(long offset, String place, ModuleExtension extension) {
    String name() {
      return ExtensionText.name(extension);
    }

    int length() {
      return extension.length();
    }

    String text() {
      return ExtensionText.content(extension);
    }

    JsonObject toJson() {
      return new JsonObject()
          .with("offset", offset)
          .with("place", place)
          .with("type", extension.type())
          .with("name", name())
          .with("length", length())
          .with("content", text())
          .with("data", HexFormat.of().formatHex(extension.data()));
    }
  }

  private List<Extension> extensions() {
    List<Extension> result = new ArrayList<>();
    long offset = (long) module.prefixOffset() + ModulePrefix.LENGTH;
    for (ModuleExtension extension : module.prefixExtensions()) {
      result.add(new Extension(offset, "prefix", extension));
      offset += extension.length();
    }
    offset = (long) module.length() - Integer.BYTES - module.suffix().size();
    for (ModuleExtension extension : module.suffix().extensions()) {
      result.add(new Extension(offset, "suffix", extension));
      offset += extension.length();
    }
    return result;
  }

  JsonObject toJson() {
    ModulePrefix prefix = module.prefix();
    return new JsonObject()
        .with("function", prefix.function())
        .with("index", prefix.index())
        .with("version", prefix.moduleVersion())
        .with("platform", Fragments.platformJson(prefix.platformId()))
        .with("length", module.length())
        .with("prefixOffset", module.prefixOffset())
        .with("startAddress", prefix.startAddress())
        .with("endAddress", prefix.endAddress())
        .with("flags", flags(prefix.flags()))
        .with("dependencies", dependencies().map(Object::toString).toList())
        .with("product", module.suffix().product().map(Fragments::productJson))
        .with("payloadName", payloadName())
        .with("sha256", checkedJson(module.suffix().sha256(), sha256))
        .with("crc32", checkedJson(hex(module.suffix().crc32()), hex(crc32)))
        .with("extensions", extensions().stream().map(Extension::toJson).toList())
        .with("assets", assets());
  }

  private static JsonObject checkedJson(Object stored, Object computed) {
    return new JsonObject()
        .with("stored", stored)
        .with("computed", computed)
        .with("ok", stored.equals(computed));
  }

  private static List<String> flags(ModuleFlags flags) {
    return flags.equals(ModuleFlags.NONE) ? List.of() : List.of(flags.toString().split(" "));
  }

  private List<JsonObject> assets() {
    try {
      return module.assetDependencies().stream().map(Fragments::assetJson).toList();
    } catch (AssetException e) {
      return List.of();
    }
  }
}
