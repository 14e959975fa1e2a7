package io.assetota.server;

import static java.util.Objects.requireNonNull;

import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One server for all tests of a class. */
final class RunningServer implements BeforeAllCallback, AfterAllCallback {
  private @Nullable Path folder;
  private @Nullable TestServer server;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    folder = Files.createTempDirectory("server");
    server = TestServer.start(folder.resolve("data"));
  }

  /** A folder beside the server's. */
  Path folder() {
    return requireNonNull(folder);
  }

  TestServer get() {
    return requireNonNull(server);
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    get().close();
    MoreFiles.deleteRecursively(folder());
  }
}
