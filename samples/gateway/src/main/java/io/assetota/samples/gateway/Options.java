package io.assetota.samples.gateway;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/**
 * What the command line says. What it doesn't say comes from the environment: {@code asset-ota run}
 * tells where the device folder is and which version this is, systemd where files may be written.
 */
final class Options {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = "${env:ASSET_OTA_HOME:-device}",
      description = "The device folder. Default: as ASSET_OTA_HOME says, or device")
  Path home = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "${env:STATE_DIRECTORY:-${env:ASSET_OTA_HOME:-.}/out}",
      description =
          "Where files and what emulated parts show go. Default: as STATE_DIRECTORY says, or out in"
              + " the device folder")
  Path out = Path.of("");

  @Option(
      names = "--version-text",
      hidden = true,
      defaultValue = "${env:ASSET_OTA_VERSION:-unknown}")
  String version = "";

  @Option(names = "--hardware", description = "Use real parts: a Raspberry Pi, wired as in README.")
  boolean hardware;

  @Option(names = "--once", description = "Bring the assets to their parts, and end.")
  boolean once;
}
