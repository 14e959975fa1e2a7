package io.assetota.maven;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes jars as builds do: with their times, and in the order in which they find files. */
public final class TestJars {
  private TestJars() {}

  /** What is in a jar; entries of other jars are stored as they are. */
  public static byte[] of(
      LocalDateTime time, Map<String, String> manifest, Map<String, byte[]> entries)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      if (!manifest.isEmpty()) {
        put(out, time, JarFile.MANIFEST_NAME, manifest(manifest));
      }
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        put(out, time, entry.getKey(), entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] manifest(Map<String, String> attributes) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    new LinkedHashMap<>(attributes)
        .forEach((key, value) -> manifest.getMainAttributes().putValue(key, value));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    manifest.write(bytes);
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream out, LocalDateTime time, String name, byte[] content)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(time);
    if (name.endsWith(".jar")) {
      CRC32 crc = new CRC32();
      crc.update(content);
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(content.length);
      entry.setCrc(crc.getValue());
    }
    out.putNextEntry(entry);
    out.write(content);
    out.closeEntry();
  }

  /** Some bytes that tell what they are. */
  public static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }

  /** Writes a file, and the folders that it is in. */
  public static Path write(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    return Files.write(file, content);
  }
}
