package io.assetota.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and hashes of assets. */
final class ValuesTest {
  private static final String HEX =
      "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855";

  @ParameterizedTest
  @ValueSource(
      strings = {"a", ".hidden", "...", "a b", "\u00e4", "\uD83D\uDE00", "CON", "a:b", "-"})
  void ordinaryNamesAreAllowed(String name) {
    assertThat(AssetReference.requireValidName(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "'', empty",
    "., folder",
    ".., folder",
    "a/b, path separator",
    "/, path separator",
    "a\\b, path separator",
    "'a\nb', control character",
    "'\u0000', control character",
    "'\u009f', control character",
  })
  void namesThatLeadElsewhereAreRefusedWithTheRule(String name, String rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AssetReference.requireValidName(name))
        .withMessageContaining(rule)
        .withMessageNotContaining("\n");
  }

  @Test
  void unpairedSurrogatesAreNoUnicode() {
    for (String name : new String[] {"\uD83D", "\uDE00", "a\uD83Db", "\uDE00\uD83D"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> AssetReference.requireValidName(name))
          .withMessageContaining("Unicode");
    }
  }

  @Test
  void namesAreCountedInBytes() {
    assertThat(AssetReference.requireValidName("x".repeat(255))).hasSize(255);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AssetReference.requireValidName("x".repeat(256)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AssetReference.requireValidName("\u00e4".repeat(128)))
        .withMessageContaining("256 bytes")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(150));
  }

  @Test
  void hashesAreSixtyFourHexDigitsInEitherCase() {
    AssetHash hash = AssetHash.parse(HEX);
    assertThat(hash).isEqualTo(AssetHash.ofContent(new byte[0])).hasSameHashCodeAs(hash);
    assertThat(hash).hasToString(HEX.toLowerCase(Locale.ROOT));
    assertThat(hash.abbreviated()).isEqualTo("e3b0c442");
    assertThat(AssetHash.of(hash.bytes())).isEqualTo(hash);
    assertThat(hash).isLessThan(AssetHash.parse("f".repeat(64)));
    hash.bytes()[0] = 0;
    assertThat(hash.bytes()[0]).isEqualTo((byte) 0xe3);
  }

  @Test
  void anythingElseIsNoHash() {
    for (String text :
        new String[] {"", "e3", HEX + "0", HEX.substring(1) + "g", "\u0130".repeat(64)}) {
      assertThatIllegalArgumentException().isThrownBy(() -> AssetHash.parse(text));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> AssetHash.of(new byte[31]));
  }

  @Test
  void anAssetIsItsNameAndItsHash() {
    AssetReference asset = new AssetReference("a", AssetHash.parse(HEX));
    assertThat(asset).isEqualTo(new AssetReference("a", AssetHash.parse(HEX)));
    assertThat(asset).isNotEqualTo(new AssetReference("b", asset.hash()));
    assertThat(asset).isNotEqualTo(new AssetReference("a", AssetHash.ofContent(new byte[1])));
    assertThat(asset).hasToString("a (e3b0c442)");
  }
}
