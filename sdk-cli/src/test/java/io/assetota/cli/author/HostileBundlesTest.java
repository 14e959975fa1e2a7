package io.assetota.cli.author;

import static io.assetota.cli.testing.Ran.asset_ota;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assetota.cli.testing.Ran;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code verify}, {@code inspect} and {@code unpack} with every kind of bundle that the tests of
 * sdk-bundle forge: all come to the same verdict, and always tell it.
 */
@Tag("long")
class HostileBundlesTest {
  private static final Path BUNDLES =
      Path.of("..", "sdk-core/src/test/resources/io/assetota/core/bundle/BundleFuzzTestInputs");

  @TempDir static Path keys;
  @TempDir Path folder;

  @BeforeAll
  static void makeKeys() {
    asset_ota("keygen", "-o", keys.resolve("a.key")).succeeds();
    asset_ota(
            "keyring",
            "create",
            "--product",
            "kiosk",
            "--key",
            keys.resolve("a.pub"),
            "--sign-with",
            keys.resolve("a.key"),
            "-o",
            keys.resolve("k.json"))
        .succeeds();
  }

  static List<Path> bundles() throws IOException {
    try (Stream<Path> files = Files.walk(BUNDLES)) {
      List<Path> bundles = files.filter(Files::isRegularFile).sorted().toList();
      assertThat(bundles).hasSizeGreaterThan(100);
      return bundles;
    }
  }

  /** A verdict was told, as one JSON object, and the exit code says the same. */
  private static JsonNode verdict(Object... args) {
    Ran ran = asset_ota(args);
    JsonNode json = ran.json();
    assertThat(json.at("/valid").isBoolean())
        .as("%s: %s%s", args[0], ran.out(), ran.err())
        .isTrue();
    assertThat(ran.exitCode()).isEqualTo(json.at("/valid").asBoolean() ? 0 : 1);
    assertThat(json.at("/problems").isEmpty()).isEqualTo(json.at("/valid").asBoolean());
    assertThat(ran.err()).isEmpty();
    return json;
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void verifyAndInspectTellTheSame(Path bundle) {
    JsonNode verified = verdict("verify", bundle, "--json");
    JsonNode inspected = verdict("inspect", bundle, "--json");

    assertThat(inspected.at("/valid")).isEqualTo(verified.at("/valid"));
    if (inspected.at("/kind").asText().equals("bundle")) {
      assertThat(inspected.at("/problems")).isEqualTo(verified.at("/problems"));
      assertThat(inspected.at("/warnings")).isEqualTo(verified.at("/warnings"));
    }
    String text = asset_ota("verify", bundle).out();
    verified
        .at("/problems")
        .forEach(problem -> assertThat(text).contains(problem.at("/message").asText()));
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void verifyTellsEveryReasonWithKeysToo(Path bundle) {
    JsonNode withoutKeys = verdict("verify", bundle, "--json");
    for (String[] key : new String[][] {{"--key", "a.pub"}, {"--keyring", "k.json"}}) {
      JsonNode verified = verdict("verify", bundle, key[0], keys.resolve(key[1]), "--json");

      assertThat(verified.at("/valid").asBoolean()).isFalse(); // none is signed
      assertThat(verified.at("/problems").size()).isEqualTo(withoutKeys.at("/problems").size() + 1);
      withoutKeys.at("/problems").forEach(p -> assertThat(verified.at("/problems")).contains(p));
    }
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void unpackWritesAllOfAValidBundleAndElseNothing(Path bundle) {
    Path target = folder.resolve("unpacked");
    boolean valid = verdict("verify", bundle, "--json").at("/valid").asBoolean();

    Ran ran = asset_ota("unpack", bundle, target);

    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(valid ? 0 : 1);
    assertThat(Files.exists(target)).isEqualTo(valid);
    assertThat(ran.err()).doesNotContain("This should not happen");
    if (valid) {
      assertThat(files(target)).isNotEmpty();
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
