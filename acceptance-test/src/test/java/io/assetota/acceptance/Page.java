package io.assetota.acceptance;

import static java.util.regex.Pattern.DOTALL;
import static java.util.regex.Pattern.MULTILINE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A page of the documentation, whose blocks of code are run as they stand there. Only the version
 * is replaced, by the one that was just built.
 *
 * @param text all of it
 */
record Page(String text) {
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+)\n(.*?)^```$", DOTALL | MULTILINE);
  private static final Pattern TYPE = Pattern.compile("^(?:public final )?class (\\w+)", MULTILINE);

  static Page read(String file) throws IOException {
    return new Page(
        Files.readString(Checkout.TOP.resolve(file)).replace(released(), Checkout.version()));
  }

  /** The version as users get it. */
  static String released() {
    return Checkout.version().replace("-SNAPSHOT", "");
  }

  /** Its blocks of a language, in their order. */
  List<String> blocks(String language) {
    return BLOCK
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  /** Its blocks of Java that are whole files: saved below a folder of sources. */
  void saveJava(Path main, Path test) throws IOException {
    for (String block : blocks("java")) {
      if (block.startsWith("package com.example;\n")) {
        MatchResult type = TYPE.matcher(block).results().findFirst().orElseThrow();
        Path folder = (block.contains("import org.junit") ? test : main).resolve("com/example");
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(type.group(1) + ".java"), block);
      }
    }
  }
}
