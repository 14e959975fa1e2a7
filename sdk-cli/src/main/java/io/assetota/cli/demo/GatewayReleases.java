package io.assetota.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import io.assetota.core.model.AssetException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.spi.ToolProvider;

/**
 * Makes the releases of the demo's gateway, as its developer would: from a copy of the sample, by
 * the compiler.
 */
final class GatewayReleases {
  private static final String SOURCE = "src/main/java/io/assetota/samples/gateway/Greeting.java";

  private static final String JAR = "gateway.jar";

  private static final String STATEMENT = "return .*;";

  private final DemoStage stage;
  private final String sample;
  private final Path folder;

  GatewayReleases(DemoStage stage, String sample) {
    this.stage = stage;
    this.sample = sample;
    this.folder = stage.folder();
  }

  void first() throws IOException {
    Path built = GatewayPart.application(stage, sample);
    if (!Files.isRegularFile(built.resolve(JAR))) {
      throw new AssetException("sample " + sample + " is not built: build it with mvn package");
    }
    stage.command("cp -r " + built + " .");
    copy(built, folder.resolve("application"));
    stage.copyAssets(sample);
    write(1);
  }

  void second() throws IOException {
    compile("return \"Good evening.\"");
    String settings = "{\"site\": \"hut 7\", \"volume\": 3}\n";
    stage.command("echo '" + settings.strip() + "' > assets/settings.json");
    Files.writeString(folder.resolve("assets/settings.json"), settings);
    write(2);
  }

  void third() throws IOException {
    compile("throw new IllegalStateException(\"this version can't even say hello\")");
    write(3);
  }

  /** The project is what is bundled: the application, how it is watched, and its assets. */
  private void write(int version) throws IOException {
    List<String> lines =
        List.of(
            "name=Gateway",
            "version=" + version,
            "application=application",
            "health=confirm",
            "assetOtaDir=assets");
    stage.command("printf '%s\\n' " + String.join(" ", lines) + " > project.properties");
    Files.write(folder.resolve("project.properties"), lines);
  }

  private void compile(String statement) throws IOException {
    Path source = stage.sample(sample).resolve(SOURCE);
    stage.command("sed 's/" + STATEMENT + "/" + statement + ";/' " + source + " > Greeting.java");
    Files.writeString(
        folder.resolve("Greeting.java"),
        Files.readString(source)
            .replaceFirst(STATEMENT, Matcher.quoteReplacement(statement + ";")));
    tool("javac", "--release", "17", "-d", "classes", "Greeting.java");
    tool("jar", "--update", "--file", "application/" + JAR, "-C", "classes", ".");
  }

  /** Runs a tool of the JDK; its paths are in the part's folder. */
  private void tool(String name, String... operands) throws IOException {
    stage.command(name + " " + String.join(" ", operands));
    ToolProvider tool =
        ToolProvider.findFirst(name)
            .orElseThrow(() -> new AssetException("the demo needs a JDK, with " + name));
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(told, true, UTF_8);
    String[] resolved =
        Arrays.stream(operands)
            .map(o -> o.contains("/") || o.contains("class") || o.endsWith(".java") ? at(o) : o)
            .toArray(String[]::new);
    if (tool.run(out, out, resolved) != 0) {
      throw new AssetException(name + " failed: " + told.toString(UTF_8));
    }
  }

  private String at(String operand) {
    return folder.resolve(operand).toString();
  }

  /** The jar and what it names: in an installation, the libraries of all programs lie together. */
  private static void copy(Path from, Path to) throws IOException {
    List<String> names = new ArrayList<>(List.of(JAR));
    try (JarFile jar = new JarFile(from.resolve(JAR).toFile())) {
      String path = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      names.addAll(Splitter.on(' ').splitToList(path));
    }
    for (String name : names) {
      Path target = to.resolve(name);
      Files.createDirectories(Objects.requireNonNull(target.getParent()));
      Files.copy(from.resolve(name), target, StandardCopyOption.COPY_ATTRIBUTES);
    }
  }
}
