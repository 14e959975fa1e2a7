package io.assetota.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.model.AssetHash;
import io.assetota.core.model.BundleHash;
import io.assetota.testing.PowerCutSweep;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A bundle that was accepted is there after a power cut, and what is there is whole. */
class BundleFilesPowerCutTest {
  private static final byte[] BUNDLE = content();

  private static byte[] content() {
    byte[] content = new byte[150_000];
    Arrays.fill(content, (byte) 7);
    return content;
  }

  private static BundleFiles open(Path root) throws IOException {
    return BundleFiles.open(root, BundleFiles.disk());
  }

  private static void accept(Path root) throws IOException {
    BundleFiles files = open(root);
    files.accept(files.receive(new ByteArrayInputStream(BUNDLE), BUNDLE.length));
  }

  private static void check(Path root, boolean complete) throws IOException {
    BundleFiles files = open(root);
    BundleHash sha256 = BundleHash.parse(AssetHash.ofContent(BUNDLE).hex());
    assertThat(files.stored().containsKey(sha256) || !complete).isTrue();
    if (files.stored().containsKey(sha256)) {
      assertThat(Files.readAllBytes(files.file(sha256))).isEqualTo(BUNDLE);
    }
  }

  @Test
  void inAFolderThatIsThere() throws IOException {
    int tried =
        PowerCutSweep.of(
            BundleFilesPowerCutTest::open,
            BundleFilesPowerCutTest::accept,
            BundleFilesPowerCutTest::check);
    assertThat(tried).isGreaterThan(50);
  }

  @Test
  void inANewFolder() throws IOException {
    PowerCutSweep.of(root -> {}, BundleFilesPowerCutTest::accept, BundleFilesPowerCutTest::check);
  }
}
