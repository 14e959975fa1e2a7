package io.assetota.maven.layout;

import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipException;

/** Reads the main attributes of a jar's manifest. */
final class JarManifest {
  private JarManifest() {}

  /** Returns the attributes; none if there is no manifest. */
  static Attributes of(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      return manifest == null ? new Attributes() : manifest.getMainAttributes();
    } catch (ZipException e) {
      throw new AssetException(jar + " is no jar: " + e.getMessage(), e);
    }
  }

  static Optional<String> value(Attributes attributes, Attributes.Name name) {
    return Optional.ofNullable(attributes.getValue(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }
}
