package io.assetota.maven.layout;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes jars that depend on nothing but their content: not on the time of the build, nor on the
 * order in which a disk lists files.
 */
final class SteadyJar implements AutoCloseable {
  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  /** Readers of a stream look for the manifest in the first two entries only (JarInputStream). */
  private static final Comparator<String> ORDER =
      Comparator.<String, Boolean>comparing(name -> !name.equals("META-INF/"))
          .thenComparing(name -> !name.equals(MANIFEST))
          .thenComparing(Comparator.naturalOrder());

  /** Earlier versions of Maven's archiver write the time of the build there, as a comment. */
  private static final Pattern WITH_TIME = Pattern.compile("META-INF/maven/.*/pom\\.properties");

  private final ZipOutputStream out;
  private final LocalDateTime time;

  SteadyJar(OutputStream out, LocalDateTime time) {
    this.out = new ZipOutputStream(out);
    this.time = time;
  }

  /** Orders the entries of a jar: the manifest first, then by name. */
  static <T> Map<String, T> ordered() {
    return new TreeMap<>(ORDER);
  }

  /** Copies a jar; of entries with the same name the first one stays, as for Java itself. */
  static void copy(Path from, OutputStream to, LocalDateTime time) throws IOException {
    try (ZipFile jar = new ZipFile(from.toFile())) {
      Map<String, ZipEntry> entries = ordered();
      for (Enumeration<? extends ZipEntry> all = jar.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        entries.putIfAbsent(entry.getName(), entry);
      }
      SteadyJar copy = new SteadyJar(to, time);
      for (ZipEntry entry : entries.values()) {
        copy.add(entry.getName(), jar, entry);
      }
      copy.finish();
    }
  }

  /** Adds an entry of a jar, under a name that may be another. */
  void add(String name, ZipFile jar, ZipEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      if (WITH_TIME.matcher(name).matches()) {
        add(name, withoutComments(in));
        return;
      }
      ZipEntry copy = begin(name);
      if (entry.getMethod() == ZipEntry.STORED) { // such as a jar in a jar, which is read in place
        copy.setMethod(ZipEntry.STORED);
        copy.setSize(entry.getSize());
        copy.setCrc(entry.getCrc());
      }
      out.putNextEntry(copy);
      in.transferTo(out);
      out.closeEntry();
    }
  }

  void add(String name, byte[] content) throws IOException {
    out.putNextEntry(begin(name));
    out.write(content);
    out.closeEntry();
  }

  private ZipEntry begin(String name) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(time);
    return entry;
  }

  private static byte[] withoutComments(InputStream properties) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    properties.transferTo(bytes);
    return bytes
        .toString(ISO_8859_1)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .collect(Collectors.joining("\n", "", "\n"))
        .getBytes(ISO_8859_1);
  }

  void finish() throws IOException {
    out.finish();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
