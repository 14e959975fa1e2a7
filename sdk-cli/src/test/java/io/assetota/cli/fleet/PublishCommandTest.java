package io.assetota.cli.fleet;

import static io.assetota.cli.testing.Ran.asset_ota;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assetota.cli.testing.HawkbitStub;
import io.assetota.cli.testing.Inputs;
import io.assetota.cli.testing.Ran;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code publish}; its requests are tested where they are made. */
class PublishCommandTest {
  @TempDir Path folder;
  private HawkbitStub server;
  private URI url;
  private Path bundle;
  private Path password;

  @BeforeEach
  void start() throws IOException {
    server = new HawkbitStub();
    url = server.url();
    bundle = new Inputs(folder).bundle("release.zip", 5, "a.txt", "text");
    password = Files.writeString(folder.resolve("password"), "secret\n");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aReleaseIsPublishedAndWhatIsNextIsTold() {
    Ran ran =
        asset_ota("publish", bundle, "--hawkbit", url, "--user", "ci", "--password-file", password)
            .succeeds();
    assertThat(ran.out())
        .contains("Created the software module app 5, id 7.", "Created the artifact of ")
        .contains("Created the distribution set app 5, id 7.", "Published.", "assign app 5");
    assertThat(server.requests())
        .extracting(request -> request.method() + " " + request.pathWithoutQuery())
        .contains(
            "POST /rest/v1/softwaremodules",
            "POST /rest/v1/softwaremodules/7/artifacts",
            "POST /rest/v1/distributionsets");
  }

  @Test
  void aDryRunMakesNothing() {
    JsonNode json =
        asset_ota(
                "publish",
                bundle,
                "--hawkbit",
                url,
                "--user",
                "ci",
                "--password",
                "secret",
                "--name",
                "kiosk",
                "--version",
                "1.0",
                "--dry-run",
                "--json")
            .succeeds()
            .json();
    assertThat(json.path("name").asText()).isEqualTo("kiosk");
    assertThat(json.path("version").asText()).isEqualTo("1.0");
    assertThat(json.path("moduleNew").asBoolean()).isTrue();
    assertThat(json.path("module").isNull()).isTrue();
    assertThat(server.requests()).isNotEmpty().allMatch(r -> r.method().equals("GET"));
  }

  @Test
  void whatCannotBeMeantIsWrongUsage() {
    asset_ota("publish", bundle, "--hawkbit", url, "--user", "ci").isWrongUsage();
    asset_ota("publish", bundle, "--hawkbit", "file:/x", "--user", "ci", "--password", "x")
        .isWrongUsage();
    asset_ota("publish", bundle, "--hawkbit", url, "--user", "a:b", "--password", "x")
        .isWrongUsage();
    asset_ota("publish", bundle, "--hawkbit", url, "--user", "ci", "--password", "x", "--name", " ")
        .isWrongUsage();
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void whatIsNoBundleIsNotPublished() {
    assertThat(
            asset_ota("publish", password, "--hawkbit", url, "--user", "ci", "--password", "x")
                .fails()
                .err())
        .contains("is not a bundle");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aRolloutThatHawkbitCannotMakeIsWrongUsage() {
    for (List<String> wrong :
        List.of(
            List.of("--rollout"),
            List.of("--all"),
            List.of("--wait"),
            List.of("--first", "1"),
            List.of("--hold"),
            List.of("--mode", "soft"),
            List.of("--confirm"),
            List.of("--rollout", "--all", "--mode", "hard"),
            List.of("--rollout", "--all", "--window", "02:30-04:30"),
            List.of("--rollout", "--all", "--hold"),
            List.of("--rollout", "--all", "--tag", "lab"),
            List.of("--rollout", "--tag", " "),
            List.of("--rollout", "--all", "--waves", "1", "--first", "1"),
            List.of("--rollout", "--all", "--waves", "1,,2"),
            List.of("--rollout", "--all", "--waves", "60%,50%"),
            List.of("--rollout", "--all", "--waves", "1 soak=soon"),
            List.of("--rollout", "--all", "--first", "many"),
            List.of("--rollout", "--all", "--first", "1", "--wave-failures", "0"),
            List.of("--rollout", "--all", "--max-failures", "101%"),
            List.of("--rollout", "--all", "--wait-timeout", "1m"))) {
      List<Object> command =
          new ArrayList<>(
              List.of("publish", bundle, "--hawkbit", url, "--user", "ci", "--password", "x"));
      command.addAll(wrong);
      Ran ran = asset_ota(command.toArray());
      assertThat(ran.exitCode()).as(wrong.toString()).isEqualTo(2);
    }
    assertThat(
            asset_ota(
                    "publish",
                    bundle,
                    "--hawkbit",
                    url,
                    "--user",
                    "ci",
                    "--password",
                    "x",
                    "--rollout",
                    "--all",
                    "--waves",
                    "1",
                    "--soak",
                    "1h")
                .isWrongUsage()
                .err())
        .contains("hawkBit waits for no time");
  }
}
