package io.assetota.core.materialize;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.application.ApplicationEntry;
import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.application.ApplicationPath;
import io.assetota.core.application.FileMode;
import io.assetota.core.application.StartCommand;
import io.assetota.core.model.AssetHash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Programs for tests, and the contents of all their files. */
final class Programs implements FileContents {
  private final Map<AssetHash, byte[]> contents = new HashMap<>();
  private final List<String> opened = new ArrayList<>();

  ApplicationEntry file(String path, String mode, String content) {
    byte[] bytes = content.getBytes(UTF_8);
    AssetHash hash = AssetHash.ofContent(bytes);
    contents.put(hash, bytes);
    return new ApplicationEntry.File(
        new ApplicationPath(path), FileMode.parse(mode), bytes.length, hash);
  }

  static ApplicationEntry folder(String path, String mode) {
    return new ApplicationEntry.Folder(new ApplicationPath(path), FileMode.parse(mode));
  }

  static ApplicationEntry link(String path, String target) {
    return new ApplicationEntry.Link(new ApplicationPath(path), target);
  }

  static ApplicationManifest program(ApplicationEntry... entries) {
    return ApplicationManifest.of(StartCommand.ofJar("app.jar"), List.of(entries));
  }

  ApplicationManifest first() {
    return program(
        file("app.jar", "644", "the first"),
        folder("bin", "555"),
        file("bin/run", "755", "#!/bin/sh"),
        link("bin/start", "run"),
        folder("lib", "755"),
        file("lib/same.jar", "444", "in both"),
        file("lib/gone.jar", "644", "goes"),
        folder("logs", "700"));
  }

  ApplicationManifest second() {
    return program(
        file("app.jar", "644", "the second"),
        folder("bin", "555"),
        file("bin/run", "755", "#!/bin/sh"),
        link("bin/start", "../app.jar"),
        folder("lib", "755"),
        file("lib/same.jar", "444", "in both"),
        file("lib/empty", "644", ""),
        folder("logs", "700"));
  }

  ApplicationManifest third() {
    return program(file("app.jar", "644", "the third"));
  }

  @Override
  public InputStream open(ApplicationEntry.File file) throws IOException {
    opened.add(file.path().value());
    byte[] content = contents.get(file.hash());
    if (content == null) {
      throw new NoSuchFileException(file.path().value());
    }
    return new ByteArrayInputStream(content);
  }

  /** Returns which files were opened since this was asked last. */
  List<String> opened() {
    List<String> now = List.copyOf(opened);
    opened.clear();
    return now;
  }

  /** From now on a content is another one. */
  void damage(String content) {
    byte[] bytes = content.getBytes(UTF_8);
    byte[] damaged = bytes.clone();
    damaged[0] ^= 1;
    contents.put(AssetHash.ofContent(bytes), damaged);
  }
}
