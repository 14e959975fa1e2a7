package io.assetota.core.bundle.check;

import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.model.ModuleHash;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ModuleDependency;
import io.assetota.core.module.ModuleFlags;
import io.assetota.core.module.ModuleFunction;
import java.util.ArrayList;
import java.util.List;

/** What an application must be to go into a bundle. Building and verifying share these rules. */
public final class ApplicationRules {
  /** Device OS 5.5.0, the first with assets, as a module version. */
  public static final int FIRST_DEVICE_OS = 5500;

  /** A rule that is broken. */
  public record Violation(BundleProblem.Kind kind, String message) {}

  private ApplicationRules() {}

  public static List<Violation> check(FirmwareModule application, boolean hasAssets) {
    List<Violation> violations = new ArrayList<>();
    checkSums(application, violations);
    ModuleFunction function = application.prefix().function();
    if (!function.equals(ModuleFunction.USER_PART)) {
      violations.add(unsuitable("not an application (user part), but a " + function));
    }
    if (application.prefix().flags().has(ModuleFlags.COMPRESSED)) {
      violations.add(unsuitable("the application is compressed: decompress it first"));
    }
    if (application.prefix().flags().has(ModuleFlags.COMBINED)) {
      violations.add(unsuitable("the application is combined with other modules: split it first"));
    }
    ModuleDependency system = application.prefix().dependency1();
    if (hasAssets && system.version() < FIRST_DEVICE_OS) {
      violations.add(
          unsuitable(
              "assets need Device OS 5.5.0 or later (module version "
                  + FIRST_DEVICE_OS
                  + "); the application is built for "
                  + (system.isPresent() ? "version " + system.version() : "none")));
    }
    return violations;
  }

  private static void checkSums(FirmwareModule application, List<Violation> violations) {
    long crc = application.computeCrc32();
    if (crc != application.suffix().crc32()) {
      violations.add(
          damaged(
              String.format(
                  "CRC-32 of the application is %08x, but it claims %08x",
                  crc, application.suffix().crc32())));
    }
    ModuleHash hash = application.computeSha256();
    if (!hash.equals(application.suffix().sha256())) {
      violations.add(
          damaged(
              "SHA-256 of the application is "
                  + hash
                  + ", but it claims "
                  + application.suffix().sha256()));
    }
  }

  private static Violation damaged(String message) {
    return new Violation(BundleProblem.Kind.APPLICATION_DAMAGED, message);
  }

  private static Violation unsuitable(String message) {
    return new Violation(BundleProblem.Kind.APPLICATION_UNSUITABLE, message);
  }
}
