package io.assetota.cli.docs;

import static io.assetota.cli.testing.Ran.asset_ota;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import io.assetota.core.model.Platform;
import io.assetota.core.model.StorageLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/guides/particle.md tells the limits of each platform, and what a refusal says. */
class ParticleGuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "guides", "particle.md");
  private static final Pattern LIMITS =
      Pattern.compile("^\\| (`.*`) \\| (\\d+) KiB \\| (\\d+) KiB \\| (\\d+) KiB \\|$");

  @TempDir Path top;

  private static long bytes(String kibibytes) {
    return Long.parseLong(kibibytes) * 1024;
  }

  @Test
  void itsLimitsAreThoseOfEachPlatformThatHasAssets() throws IOException {
    Set<String> told = new TreeSet<>();
    for (String line : Files.readAllLines(GUIDE)) {
      for (MatchResult row : LIMITS.matcher(line).results().toList()) {
        for (String name : Splitter.on(", ").split(row.group(1).replace("`", ""))) {
          Platform platform = Platform.byName(name).orElseThrow();
          StorageLimits storage = platform.storage().orElseThrow();
          assertThat(platform.userPartLimit()).as(name).isEqualTo(bytes(row.group(2)));
          assertThat(storage.total()).as(name).isEqualTo(bytes(row.group(3)));
          assertThat(storage.largestModule()).as(name).isEqualTo(bytes(row.group(4)));
          told.add(name);
        }
      }
    }

    told.add(Platform.LINUX.name());
    assertThat(told)
        .containsExactlyInAnyOrderElementsOf(
            Platform.known().stream()
                .filter(Platform::supportsAssets)
                .map(Platform::name)
                .toList());
  }

  @Test
  void theRefusalReadsAsItSays() throws IOException {
    Path bundle =
        new Release(1, Platform.byName("argon").orElseThrow(), Map.of("a.txt", "a")).bundle(top);

    String refusal = asset_ota("flash", bundle, "--home", top.resolve("home")).fails().err();

    assertThat(Files.readString(GUIDE)).contains(refusal);
  }
}
