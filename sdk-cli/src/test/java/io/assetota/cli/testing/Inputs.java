package io.assetota.cli.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.bundle.BundleBuilder;
import io.assetota.core.model.Platform;
import io.assetota.core.module.ApplicationModule;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ProductData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files for commands to work on. */
public record Inputs(Path folder) {
  /** An application without assets. */
  public Path application(Platform platform, int version) throws IOException {
    FirmwareModule module =
        ApplicationModule.wrap(
            platform, new ProductData(0xffff, version), 5500, "kiosk.jar", "jar".getBytes(UTF_8));
    return Files.write(folder.resolve("app.bin"), module.toByteArray());
  }

  /** A folder with these files: name, content, name, content. */
  public Path assets(String... namesAndContents) throws IOException {
    Path assets = Files.createDirectories(folder.resolve("assets"));
    for (int i = 0; i < namesAndContents.length; i += 2) {
      Files.writeString(assets.resolve(namesAndContents[i]), namesAndContents[i + 1]);
    }
    return assets;
  }

  /** A valid bundle for linux with these assets: name, content, name, content. */
  public Path bundle(String name, int version, String... namesAndContents) throws IOException {
    BundleBuilder builder = BundleBuilder.forApplication(application(Platform.LINUX, version));
    for (int i = 0; i < namesAndContents.length; i += 2) {
      builder.asset(namesAndContents[i], namesAndContents[i + 1].getBytes(UTF_8));
    }
    return builder.writeTo(folder.resolve(name)).file();
  }

  /** A zip that nobody checked. */
  public Path zip(String name, String... namesAndContents) throws IOException {
    Path zip = folder.resolve(name);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        out.putNextEntry(new ZipEntry(namesAndContents[i]));
        out.write(namesAndContents[i + 1].getBytes(UTF_8));
      }
    }
    return zip;
  }

  /** Runs a command line, in which names of files with an extension are of this folder. */
  public Ran run(String line) {
    return Ran.asset_ota(
        Arrays.stream(line.split(" "))
            .map(word -> word.matches("[a-z0-9-]+\\.[a-z0-9]+") ? folder.resolve(word) : word)
            .toArray());
  }

  /** The same file with one bit of one byte turned. */
  public Path damaged(Path file, long offset) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) offset] ^= 1;
    return Files.write(folder.resolve("damaged-" + file.getFileName()), bytes);
  }
}
