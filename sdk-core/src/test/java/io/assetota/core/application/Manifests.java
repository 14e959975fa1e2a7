package io.assetota.core.application;

import io.assetota.core.model.AssetHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Manifests for tests. */
final class Manifests {
  static final StartCommand JAVA = StartCommand.ofJar("app.jar");

  private Manifests() {}

  static ApplicationEntry.File file(String path, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return new ApplicationEntry.File(
        new ApplicationPath(path), FileMode.FILE, bytes.length, AssetHash.ofContent(bytes));
  }

  static ApplicationEntry.Folder folder(String path) {
    return new ApplicationEntry.Folder(new ApplicationPath(path), FileMode.FOLDER);
  }

  static ApplicationEntry.Link link(String path, String target) {
    return new ApplicationEntry.Link(new ApplicationPath(path), target);
  }

  static ApplicationManifest of(ApplicationEntry... entries) {
    return ApplicationManifest.of(JAVA, List.of(entries));
  }

  /** One that has something of everything. */
  static ApplicationManifest full() {
    StartCommand start =
        StartCommand.of(List.of("bin/java", "-Xmx64m", "", "-jar", "app.jar", "größe=5"))
            .withEnvironment(Map.of("TZ", "UTC", "JAVA_TOOL_OPTIONS", ""))
            .withHealth(new HealthCheck.Http(URI.create("http://localhost:8080/q/health")))
            .withStartWithin(Duration.ofSeconds(30))
            .withStopWithin(Duration.ofMillis(2500));
    return ApplicationManifest.of(
            start,
            List.of(
                file("app.jar", "jar"),
                folder("bin"),
                new ApplicationEntry.File(
                    new ApplicationPath("bin/java"),
                    FileMode.parse("755"),
                    0,
                    AssetHash.ofContent(new byte[0])),
                folder("lib"),
                file("lib/größe.jar", "lib"),
                file("lib-x", "beside"),
                link("lib/latest.jar", "größe.jar"),
                link("java", "./bin/../bin/java"),
                folder("logs")))
        .withVersion("1.0.3 (build 70000)");
  }

  /** An ordinary large one: paths as in a runtime image with extracted classes. */
  static ApplicationManifest large(int files) {
    List<ApplicationEntry> entries = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      if (i % 50 == 0) {
        entries.add(folder("classes-" + i / 50));
      }
      entries.add(
          file("classes-" + i / 50 + "/SomeRatherOrdinaryClassName" + i + ".class", "content" + i));
    }
    return ApplicationManifest.of(JAVA, entries);
  }

  static byte[] bytes(ApplicationManifest manifest) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    manifest.writeTo(out);
    return out.toByteArray();
  }

  static ApplicationManifest read(String text) throws IOException {
    return ApplicationManifest.read(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }
}
