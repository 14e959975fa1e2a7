package io.assetota.ota;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.bundle.ApplicationWrapper;
import io.assetota.bundle.BundleBuilder;
import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.application.ApplicationTree;
import io.assetota.core.application.StartCommand;
import io.assetota.core.install.Installer;
import io.assetota.core.materialize.Materializer;
import io.assetota.core.materialize.ModuleProgram;
import io.assetota.core.materialize.TreeCheck;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Applications that are folders, for tests. */
public final class Folders {
  private Folders() {}

  /** Writes a jar with classes of some bytes that don't compress. */
  public static void jar(Path file, int classes, int classSize, int seed) throws IOException {
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream jar = new ZipOutputStream(out)) {
      for (int i = 0; i < classes; i++) {
        ZipEntry entry = new ZipEntry("com/example/Class" + i + ".class");
        entry.setTime(0);
        jar.putNextEntry(entry);
        jar.write(Bundles.noise(classSize, seed * 1000 + i));
      }
    }
  }

  /** Bundles a folder, with its app.jar to start, and assets. */
  public static Path bundle(Path folder, int version, Map<String, byte[]> assets, Path file)
      throws IOException {
    ApplicationTree tree = ApplicationTree.read(folder);
    ApplicationManifest manifest =
        ApplicationManifest.of(StartCommand.ofJar("app.jar"), tree.entries());
    BundleBuilder builder =
        BundleBuilder.forApplication(ApplicationWrapper.forVersion(version).wrap("kiosk", manifest))
            .applicationFiles(tree);
    assets.forEach(builder::asset);
    return builder.writeTo(file).file();
  }

  /** Puts the device's application in its place, and compares it with the author's folder. */
  public static void assertIs(Installer device, Path folder) throws IOException {
    assertThat(device.status().isComplete()).isTrue();
    ModuleProgram program = ModuleProgram.of(device.application().orElseThrow());
    Path tree =
        Materializer.in(device.home())
            .materialize(
                program.manifest(),
                program.contents(f -> device.openFile(f.hash())),
                TreeCheck.CONTENT);
    assertThat(ApplicationTree.read(tree).entries())
        .isEqualTo(ApplicationTree.read(folder).entries());
  }
}
