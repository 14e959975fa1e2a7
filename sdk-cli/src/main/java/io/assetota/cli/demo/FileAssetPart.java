package io.assetota.cli.demo;

import io.assetota.core.AssetManager;
import io.assetota.core.device.DeviceStatus;
import io.assetota.core.device.InstallationRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The basics: bundle, flash, run; and a second release with one changed asset. */
final class FileAssetPart implements DemoPart {
  private static final String SAMPLE = "file-asset";

  @Override
  public String name() {
    return SAMPLE;
  }

  @Override
  public String title() {
    return "An application saves its assets to files";
  }

  @Override
  public void play(DemoStage stage) throws IOException {
    Path jar = stage.jarOf(SAMPLE);
    stage.say("An application, and a folder of assets for it.");
    stage.copyAssets(SAMPLE);

    stage.say("Together they form the first release: one bundle.");
    stage.assetOta(
        "wrap", jar.toString(), "--platform", "linux", "--app-version", "1", "-o", "app1.bin");
    stage.assetOta("bundle", "app1.bin", "--assets", "assets", "--save-to", "release1.zip");
    stage.assetOta("verify", "release1.zip");

    stage.say("A device, here a folder, gets the release. Everything is new to it.");
    stage.assetOta("flash", "release1.zip", "--home", "device");

    stage.say("The application starts, receives its assets, and saves them to files.");
    stage.java(jar, "--home", "device", "--dir", "files", "--once");
    requireSaved(stage, "logo.png");
    requireSaved(stage, "test1.json");

    stage.say("The second release: one asset has changed.");
    stage.command("sed -i s/12345/54321/ assets/test1.json");
    changeAsset(stage.folder().resolve("assets/test1.json"));
    stage.assetOta(
        "wrap", jar.toString(), "--platform", "linux", "--app-version", "2", "-o", "app2.bin");
    stage.assetOta("bundle", "app2.bin", "--assets", "assets", "--save-to", "release2.zip");

    stage.say("The bundle contains all assets again, but only the changed one is transferred.");
    stage.assetOta("flash", "release2.zip", "--home", "device");
    requireOnlyOneMoved(stage);

    stage.say("The application starts again, and saves the new asset.");
    stage.java(jar, "--home", "device", "--dir", "files", "--once");
    requireSaved(stage, "test1.json");

    stage.say("The state of the device.");
    stage.assetOta("device", "--home", "device");
  }

  private static void changeAsset(Path json) throws IOException {
    Files.writeString(json, Files.readString(json).replace("12345", "54321"));
  }

  private static void requireSaved(DemoStage stage, String name) throws IOException {
    Path asset = stage.folder().resolve("assets").resolve(name);
    Path file = stage.folder().resolve("files").resolve(name);
    stage.require(
        Files.exists(file) && Files.mismatch(asset, file) == -1,
        file + " should have the content of " + asset);
  }

  private static void requireOnlyOneMoved(DemoStage stage) throws IOException {
    DeviceStatus device = AssetManager.look(stage.folder().resolve("device"));
    InstallationRecord last = device.lastInstallation().orElseThrow();
    stage.require(
        last.moved() == 1 && last.kept() == 1,
        "one asset should have been transferred, not " + last.moved() + ", and one kept");
  }
}
