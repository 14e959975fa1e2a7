package io.assetota.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of FORMAT.md, Platforms and limits. */
final class PlatformTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12 | argon     | suffix | 262144  | 288 | 606208",
        "13 | boron     | suffix | 262144  | 288 | 606208",
        "15 | esomx     | suffix | 262144  | 512 | 1572864",
        "23 | bsom      | suffix | 262144  | 288 | 606208",
        "25 | b5som     | suffix | 262144  | 512 | 1572864",
        "26 | tracker   | suffix | 262144  | 512 | 1572864",
        "28 | trackerm  | prefix | 1572864 | 288 | 1179648",
        "32 | p2        | prefix | 1572864 | 288 | 1179648",
        "35 | msom      | prefix | 1572864 | 288 | 1179648",
        "37 | electron2 | suffix | 262144  | 512 | 1572864",
        "38 | sulu      | prefix | 1572864 | 288 | 1179648",
      })
  void withAssets(
      int id, String name, String where, long userPart, int blocks, long largestModule) {
    Platform platform = Platform.byId(id).orElseThrow();
    assertThat(platform.name()).isEqualTo(name);
    assertThat(platform.growsLeft()).isEqualTo(where.equals("prefix"));
    assertThat(platform.userPartLimit()).isEqualTo(userPart);
    assertThat(platform.storage())
        .contains(new StorageLimits(4096L * (blocks - 10), largestModule));
    assertThat(platform.supportsAssets()).isTrue();
    assertThat(Platform.byName(name)).contains(platform);
  }

  @ParameterizedTest
  @CsvSource({
    "0, core",
    "3, gcc",
    "6, photon",
    "8, p1",
    "10, electron",
    "11, esp32",
    "14, xenon",
    "22, asom",
    "24, xsom",
    "31, raspi",
    "42, tachyon",
    "82, oak",
    "88, duo",
    "103, bluz"
  })
  void knownWithoutAssets(int id, String name) {
    Platform platform = Platform.byId(id).orElseThrow();
    assertThat(platform.name()).isEqualTo(name);
    assertThat(platform.supportsAssets()).isFalse();
    assertThat(platform.userPartLimit()).isZero();
  }

  @Test
  void thereAreNoOthers() {
    assertThat(Platform.known()).hasSize(11 + 14 + 1).doesNotHaveDuplicates();
    assertThat(Platform.byId(99)).isEmpty();
    assertThat(Platform.byName("photon3")).isEmpty();
  }

  @Test
  void aGatewayHasTheLimitsThatItsOwnerSets() {
    assertThat(Platform.byId(43)).contains(Platform.LINUX);
    assertThat(Platform.LINUX.growsLeft()).isFalse();
    assertThat(Platform.LINUX.storage()).contains(StorageLimits.UNLIMITED);
    StorageLimits limits = new StorageLimits(1 << 20, 1 << 16);
    assertThat(Platform.LINUX.withStorage(limits).storage()).contains(limits);
  }

  @Test
  void namesAreFoundInAnyCaseAndByNumber() {
    assertThat(Platform.byName("P2")).isEqualTo(Platform.byName("32")).isEqualTo(Platform.byId(32));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 4096",
    "4088, 4096",
    "4089, 8192",
    "8176, 8192",
    "8177, 12288",
    "1179648, 1183744",
    "4294967299, 4303376384"
  })
  void anAssetTakesABlockForEach4088BytesOfItsModule(long moduleLength, long storage) {
    assertThat(StorageLimits.storageSize(moduleLength)).isEqualTo(storage);
  }

  @Test
  void impossibleValuesAreMisuse() {
    assertThatIllegalArgumentException().isThrownBy(() -> new StorageLimits(-1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new StorageLimits(0, -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Platform(65_536, "x", false, 0, Optional.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Platform(1, "x", false, -1, Optional.empty()));
  }
}
