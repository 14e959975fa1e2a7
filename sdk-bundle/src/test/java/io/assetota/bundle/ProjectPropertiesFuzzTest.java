package io.assetota.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** A {@code project.properties} of somebody else gives values or a clear error. */
class ProjectPropertiesFuzzTest {
  @TempDir private Path folder;

  static Stream<byte[]> files() {
    return Stream.of(
            "name=kiosk\nassetOtaDir=assets\nenv=env.json\n",
            "# comment\r\n! other\r\nassetOtaDir : a b\\\r\n  c\r\n",
            "\ufeffassetOtaDir assets\nassetOtaDir=other\n",
            "=\n:\nx\n\\u0000=\n")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("files")
  @FuzzTest
  void valuesOrAClearError(byte[] input) throws IOException {
    Path file = Files.write(folder.resolve(ProjectProperties.FILE_NAME), input);
    try {
      ProjectProperties properties = ProjectProperties.read(file);
      properties.values().keySet().forEach(key -> assertThat(key).doesNotContain("\n"));
      properties.assetOtaDir();
      properties.env();
    } catch (AssetException e) {
      assertThat(e).message().isNotBlank();
    }
  }
}
