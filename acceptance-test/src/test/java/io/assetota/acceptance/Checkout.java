package io.assetota.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** This checkout: its modules, and which of them are published. */
final class Checkout {
  static final Path TOP = Path.of("").toAbsolutePath().getParent();
  static final String GROUP = "io.assetota";

  private static final String BOM = "sdk-bom";

  private Checkout() {}

  /** The version that was just built. */
  static String version() {
    return System.getProperty("asset-ota.version");
  }

  /** The poms of all modules, by their artifact ids. */
  static Map<String, Pom> poms() throws Exception {
    Map<String, Pom> poms = new TreeMap<>();
    for (Path file : pomFiles()) {
      Pom pom = Pom.read(file);
      poms.put(pom.text("artifactId").orElseThrow(), pom);
    }
    return poms;
  }

  private static List<Path> pomFiles() throws IOException {
    List<Path> files = new ArrayList<>(List.of(TOP.resolve("pom.xml")));
    addModules(TOP, files);
    return files;
  }

  private static void addModules(Path folder, List<Path> files) throws IOException {
    List<Path> modules;
    try (Stream<Path> found = Files.list(folder)) {
      modules = found.filter(module -> Files.exists(module.resolve("pom.xml"))).sorted().toList();
    }
    for (Path module : modules) {
      files.add(module.resolve("pom.xml"));
      addModules(module, files);
    }
  }

  /** The modules whose versions the BOM has, and the BOM itself, by their artifact ids. */
  static Map<String, Pom> published() throws Exception {
    Map<String, Pom> poms = poms();
    Map<String, Pom> published = new TreeMap<>(Map.of(BOM, poms.get(BOM)));
    for (Pom entry : poms.get(BOM).all("dependencyManagement/dependencies/dependency")) {
      String name = entry.text("artifactId").orElseThrow();
      if (!poms.containsKey(name)) {
        throw new AssertionError("the BOM has " + name + ", which is no module");
      }
      published.put(name, poms.get(name));
    }
    return published;
  }
}
