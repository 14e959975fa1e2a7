package io.assetota.maven;

import static io.assetota.maven.TestProject.MORNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.AssetManager;
import io.assetota.core.device.DeviceStatus;
import io.assetota.core.release.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The goals that take a bundle: sign, verify, flash. */
class DeliveryMojosTest {
  @TempDir private Path folder;
  private TestProject project;

  @BeforeEach
  void bundle() throws Exception {
    project = new TestProject(folder);
    project.jar(MORNING, Map.of("Main-Class", "com.example.Kiosk"));
    bundle("7");
  }

  private void bundle(String version) throws Exception {
    BundleMojo mojo = project.bundleMojo();
    mojo.version = version;
    mojo.execute();
  }

  /** Makes a key pair, and returns the private key. */
  private String key(String name) throws IOException {
    SigningKey key = SigningKey.generate(new SecureRandom());
    key.writeTo(folder.resolve(name + ".key"));
    Files.writeString(folder.resolve(name + ".pub"), key.publicKey().toPem());
    return Files.readString(folder.resolve(name + ".key"));
  }

  private SignMojo sign() {
    SignMojo mojo = project.prepare(new SignMojo());
    mojo.product = "kiosk";
    mojo.variables = Map.of();
    return mojo;
  }

  private VerifyMojo verify(String name) {
    VerifyMojo mojo = project.prepare(new VerifyMojo());
    mojo.publicKeys = List.of(folder.resolve(name + ".pub").toFile());
    return mojo;
  }

  @Test
  void signsWithAKeyInAFile() throws Exception {
    key("release");
    SignMojo mojo = sign();
    mojo.keys = List.of(folder.resolve("release.key").toFile());
    mojo.expires = "90d";

    mojo.execute();
    verify("release").execute();

    assertThat(project.log.lines)
        .anyMatch(l -> l.contains("as release 7 of kiosk") && l.contains(" until "))
        .anyMatch(l -> l.startsWith("INFO Valid: ") && l.contains("signed by"));
  }

  @Test
  void signsWithAKeyInTheEnvironmentAndNeverTellsIt() throws Exception {
    String key = key("release");
    SignMojo mojo = sign();
    mojo.variables = Map.of("ASSET_OTA_SIGNING_KEY", key);

    mojo.execute();
    verify("release").execute();

    String secret = key.lines().skip(1).findFirst().orElseThrow();
    assertThat(project.log.lines).noneMatch(l -> l.contains(secret));
  }

  @Test
  void aKeyThatIsNoneIsNotQuoted() {
    SignMojo mojo = sign();
    mojo.variables = Map.of("ASSET_OTA_SIGNING_KEY", "hunter2");

    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("ASSET_OTA_SIGNING_KEY")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void anotherKeyIsNotTrusted() throws Exception {
    String key = key("release");
    key("other");
    SignMojo mojo = sign();
    mojo.variables = Map.of("ASSET_OTA_SIGNING_KEY", key);
    mojo.execute();

    assertThatThrownBy(verify("other")::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContainingAll("is not valid, 1 problem", project.bundle().toString());
  }

  @Test
  void withoutAKeyTheWaysToGiveOneAreNamed() {
    assertThatThrownBy(sign()::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContainingAll("<keys>", "ASSET_OTA_SIGNING_KEY");
  }

  @Test
  void aVersionThatIsNoNumberNeedsACounter() throws Exception {
    bundle("1.0.3");
    SignMojo mojo = sign();
    mojo.variables = Map.of("ASSET_OTA_SIGNING_KEY", key("release"));

    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("<counter>");

    mojo.counter = 12L;
    mojo.execute();
    assertThat(project.log.lines).anyMatch(l -> l.contains("as release 12 of kiosk"));
  }

  @Test
  void everyProblemOfABundleIsTold() throws Exception {
    byte[] bytes = project.bundleBytes();
    Files.write(project.bundle(), Arrays.copyOf(bytes, bytes.length - 30));

    assertThatThrownBy(project.prepare(new VerifyMojo())::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("is not valid");
  }

  @Test
  void installsIntoADeviceFolder() throws Exception {
    FlashMojo mojo = project.prepare(new FlashMojo());

    mojo.execute();

    assertThat(status().application().orElseThrow().release()).isEqualTo("7");
    assertThat(project.log.lines)
        .anyMatch(l -> l.startsWith("INFO Installed version 7 into ") && l.contains("1 of 1 file"));
  }

  private DeviceStatus status() throws IOException {
    return AssetManager.look(folder.resolve("target/device"));
  }

  @Test
  void anOlderApplicationIsInstalledOnDemandOnly() throws Exception {
    FlashMojo mojo = project.prepare(new FlashMojo());
    mojo.execute();
    bundle("6");

    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("(<allowDowngrade>)");

    mojo.allowDowngrade = true;
    mojo.execute();
    assertThat(status().application().orElseThrow().release()).isEqualTo("6");
  }

  @Test
  void aDeviceOfAnotherPlatformTakesNoBundleForLinux() throws Exception {
    FlashMojo mojo = project.prepare(new FlashMojo());
    mojo.platform = "argon";

    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("argon");
  }

  @Test
  void aTimeThatIsNoneNamesItsParameter() {
    FlashMojo mojo = project.prepare(new FlashMojo());
    mojo.confirmWithin = "soon";

    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContainingAll("<confirmWithin>", "'soon' is not a duration");
  }

  @Test
  void withoutABundleTheGoalBundleIsNamed() throws Exception {
    Files.delete(project.bundle());

    assertThatThrownBy(project.prepare(new FlashMojo())::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("<goal>bundle</goal>");
  }

  @Test
  void aModuleWithoutBundleIsSkippedAmongOthers() throws Exception {
    Files.delete(project.bundle());
    FlashMojo mojo = project.prepare(new FlashMojo());
    mojo.reactor = List.of(project.maven, project.maven);

    mojo.execute();

    assertThat(project.log.lines).contains("INFO This module has no bundle: skipped.");
  }
}
