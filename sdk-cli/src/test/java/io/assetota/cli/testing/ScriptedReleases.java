package io.assetota.cli.testing;

import static io.assetota.cli.testing.Ran.asset_ota;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Makes releases whose application does what a script says, with an asset of their version. */
public record ScriptedReleases(Path folder) {
  public static final String ASSET = "settings.txt";

  /** What the asset of a version holds. */
  public static String asset(int version) {
    return "settings of version " + version;
  }

  public Path jar(int version, String script) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, ScriptedMain.class.getName());
    Path jar = folder.resolve("app" + version + ".jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest)) {
      String name = ScriptedMain.class.getName().replace('.', '/') + ".class";
      entries.putNextEntry(new ZipEntry(name));
      try (InputStream in = ScriptedMain.class.getResourceAsStream("/" + name)) {
        in.transferTo(entries);
      }
      entries.putNextEntry(new ZipEntry(ScriptedMain.SCRIPT));
      entries.write(script.getBytes(UTF_8));
    }
    return jar;
  }

  /** Returns the bundle. */
  public Path make(int version, String script) throws IOException {
    Path assets = Files.createDirectories(folder.resolve("assets" + version));
    Files.writeString(assets.resolve(ASSET), asset(version));
    Path application = folder.resolve("app" + version + ".bin");
    asset_ota(
            "wrap",
            jar(version, script),
            "--platform",
            "linux",
            "--app-version",
            version,
            "--output",
            application)
        .succeeds();
    Path bundle = folder.resolve("release" + version + ".zip");
    asset_ota("bundle", application, "--assets", assets, "--save-to", bundle).succeeds();
    return bundle;
  }
}
