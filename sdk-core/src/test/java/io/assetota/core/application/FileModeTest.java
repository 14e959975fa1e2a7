package io.assetota.core.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileModeTest {
  @Test
  void everyModeIsTheOneOfTheFileSystem() {
    for (int bits = 0; bits <= 0777; bits++) {
      FileMode mode = new FileMode(bits);
      StringBuilder text = new StringBuilder();
      for (int i = 8; i >= 0; i--) {
        text.append((bits >> i & 1) == 1 ? "rwx".charAt((8 - i) % 3) : '-');
      }
      assertThat(PosixFilePermissions.toString(mode.permissions())).hasToString(text.toString());
      assertThat(FileMode.of(mode.permissions())).isEqualTo(mode);
      assertThat(FileMode.parse(mode.toString())).isEqualTo(mode);
    }
  }

  @Test
  void everythingElseIsNone() {
    for (String text : List.of("", "7", "0644", "648", "-64", "rwx")) {
      assertThatThrownBy(() -> FileMode.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("three octal digits");
    }
    assertThatThrownBy(() -> new FileMode(01000)).isInstanceOf(IllegalArgumentException.class);
  }
}
