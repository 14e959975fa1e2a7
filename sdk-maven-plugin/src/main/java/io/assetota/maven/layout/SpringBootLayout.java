package io.assetota.maven.layout;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.application.StartCommand;
import io.assetota.core.model.AssetException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/**
 * An executable jar of Spring Boot, taken apart as Boot's own tools do ({@code -Djarmode=tools
 * extract}): the application's classes in a jar that names the libraries, and these as files. So an
 * update moves what has changed, and Java starts faster than from jars in a jar.
 *
 * <p>Source: Spring Boot's reference, "The Executable Jar Format" and "Efficient Deployments".
 *
 * @param build what was built
 * @param jar the executable jar
 */
record SpringBootLayout(ProjectBuild build, Path jar) implements ApplicationLayout {
  static final String PLUGIN = "org.springframework.boot:spring-boot-maven-plugin";

  private static final Attributes.Name START_CLASS = new Attributes.Name("Start-Class");
  private static final Attributes.Name CLASSES = new Attributes.Name("Spring-Boot-Classes");
  private static final Attributes.Name LIBRARIES = new Attributes.Name("Spring-Boot-Lib");
  private static final Attributes.Name INDEX = new Attributes.Name("Spring-Boot-Classpath-Index");
  private static final Attributes.Name LAYERS = new Attributes.Name("Spring-Boot-Layers-Index");
  private static final Attributes.Name VERSION = new Attributes.Name("Spring-Boot-Version");

  private static final String META_INF = "META-INF/";

  /** Of the loader, for jars in a jar; the loader isn't needed any more. */
  private static final String FILE_SYSTEM_OF_LOADER =
      META_INF + "services/java.nio.file.spi.FileSystemProvider";

  private static final String LIB = "lib/";
  private static final Pattern INDEXED = Pattern.compile("- \"(.+)\"");

  /** What takes the jar apart, for which there is no need any more. */
  private static final Pattern TOOLS = Pattern.compile("/spring-boot-jarmode-[^/]*$");

  private static final int MAX_INDEX = 4 * 1024 * 1024;

  /** Returns whether a jar is such a one. */
  static boolean isRepackaged(Path jar) throws IOException {
    Attributes manifest = JarManifest.of(jar);
    return manifest.containsKey(VERSION) && manifest.containsKey(START_CLASS);
  }

  @Override
  public String title() {
    return "an extracted jar of Spring Boot";
  }

  @Override
  public List<String> writeTo(ApplicationFolder folder) throws IOException {
    String own = build.name() + ".jar";
    try (JarFile boot = new JarFile(jar.toFile())) {
      Manifest manifest = boot.getManifest();
      Attributes attributes = manifest.getMainAttributes();
      String classes = folderOf(attributes, CLASSES);
      if (classes.startsWith("WEB-INF/")) {
        throw new AssetException(
            jar + " is a war, which can't be extracted: set <packaging>jar</packaging>");
      }
      List<String> libraries = extractLibraries(boot, attributes, folder);
      rewrite(attributes, libraries);
      folder.write(
          own,
          out -> {
            SteadyJar target = new SteadyJar(out, build.entryTime());
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            manifest.write(text);
            target.add(JarFile.MANIFEST_NAME, text.toByteArray());
            for (Map.Entry<String, ZipEntry> entry : ofApplication(boot, classes).entrySet()) {
              target.add(entry.getKey(), boot, entry.getValue());
            }
            target.finish();
          });
    }
    return StartCommand.ofJar(own).command();
  }

  private void rewrite(Attributes attributes, List<String> libraries) {
    String start = String.valueOf(attributes.remove(START_CLASS));
    List.of(CLASSES, LIBRARIES, INDEX, LAYERS).forEach(attributes::remove);
    attributes.put(Attributes.Name.MAIN_CLASS, build.mainClass().orElse(start));
    attributes.put(Attributes.Name.CLASS_PATH, String.join(" ", libraries));
  }

  private String folderOf(Attributes attributes, Attributes.Name name) throws AssetException {
    return JarManifest.value(attributes, name)
        .orElseThrow(
            () ->
                new AssetException(
                    jar
                        + " has no "
                        + name
                        + " in its manifest: Spring Boot 2.3 and later write it"));
  }

  /** Returns the entries by their names in the application's jar, without folders. */
  private static Map<String, ZipEntry> ofApplication(JarFile boot, String classes) {
    Map<String, ZipEntry> found = SteadyJar.ordered();
    for (Enumeration<? extends ZipEntry> all = boot.entries(); all.hasMoreElements(); ) {
      ZipEntry entry = all.nextElement();
      String name = entry.getName();
      if (entry.isDirectory()) {
        continue;
      }
      if (name.startsWith(classes)) {
        found.put(name.substring(classes.length()), entry);
      } else if (name.startsWith(META_INF)
          && !name.equals(JarFile.MANIFEST_NAME)
          && !name.equals(FILE_SYSTEM_OF_LOADER)) {
        found.putIfAbsent(name, entry);
      }
    }
    found.remove(JarFile.MANIFEST_NAME);
    return found;
  }

  /** Extracts the libraries that the class path has, and returns their paths in its order. */
  private List<String> extractLibraries(JarFile boot, Attributes attributes, ApplicationFolder to)
      throws IOException {
    String from = folderOf(attributes, LIBRARIES);
    List<String> paths = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String entry : classPath(boot, attributes)) {
      if (TOOLS.matcher(entry).find()) {
        continue;
      }
      String name = entry.substring(entry.lastIndexOf('/') + 1);
      ZipEntry library = boot.getEntry(entry);
      if (library == null || !entry.startsWith(from) || !names.add(name)) {
        throw new AssetException(jar + ": its class path names " + entry + ", which isn't there");
      }
      String path = LIB + name;
      try (InputStream in = boot.getInputStream(library)) {
        if (build.builds(name)) {
          copyBuilt(in, path, to);
        } else {
          to.copy(in, path);
        }
      }
      paths.add(path);
    }
    return paths;
  }

  private static void copyBuilt(InputStream jar, String path, ApplicationFolder to)
      throws IOException {
    Path whole = Files.createTempFile("asset-ota-", ".jar");
    try {
      Files.copy(jar, whole, StandardCopyOption.REPLACE_EXISTING);
      to.copyBuilt(whole, path);
    } finally {
      Files.delete(whole);
    }
  }

  private List<String> classPath(JarFile boot, Attributes attributes) throws IOException {
    String name = folderOf(attributes, INDEX);
    ZipEntry index = boot.getEntry(name);
    if (index == null || index.getSize() > MAX_INDEX) {
      throw new AssetException(jar + " has no class path index " + name);
    }
    try (InputStream in = boot.getInputStream(index)) {
      return new String(in.readNBytes(MAX_INDEX), UTF_8)
          .lines()
          .map(INDEXED::matcher)
          .filter(Matcher::matches)
          .map(line -> line.group(1))
          .collect(Collectors.toList());
    }
  }
}
