package io.assetota.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.testing.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packages that the profile of the same name makes. */
@Tag("long")
class DebianPackagesIT {
  private static final String FULL = "asset-ota";
  private static final String DEVICE = "asset-ota-device";
  private static final String WITH_JAVA = "asset-ota-device-jre";

  /** What every installation changes, and dpkg, adduser and their triggers leave. */
  private static final Pattern OF_THE_SYSTEM =
      Pattern.compile(
          "\\./(var/lib/dpkg/.*|var/log/.*|var/cache/(man|ldconfig|debconf)/.*|tmp/.*|root/.*"
              + "|etc/(passwd|group|shadow|gshadow|subuid|subgid|\\.pwd\\.lock)-?)");

  @TempDir Path folder;

  private static Path debianPackage(String name) throws IOException {
    Distribution.requirePackages();
    return Distribution.debianPackage(name).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {FULL, DEVICE, WITH_JAVA})
  void lintianFindsNothing(String name) throws Exception {
    Tools.require("lintian");
    Path file = debianPackage(name);

    Ran lintian =
        Ran.in(
            folder,
            List.of("lintian", "--allow-root", "--fail-on", "error,warning", file.toString()));

    assertThat(lintian.exitCode()).as(lintian.output()).isZero();
    assertThat(lintian.output().lines().filter(line -> line.matches("[EW]: .*"))).isEmpty();
  }

  /** Each is used by another user, has a unit that is right, and leaves without a trace. */
  @ParameterizedTest
  @ValueSource(strings = {FULL, DEVICE, WITH_JAVA})
  void isInstalledUsedRemovedAndPurged(String name) throws Exception {
    Path file = debianPackage(name);
    MachineCopy.require(folder);
    MachineCopy machine = new MachineCopy(folder);
    Files.writeString(folder.resolve("drop-in.conf"), dropInOfTheGuide());

    String output =
        machine.run(
            """
            dpkg -i %s
            getent passwd asset-ota
            cp /usr/share/doc/%s/examples/kiosk.conf /etc/asset-ota/kiosk.conf
            setpriv --reuid=65534 --regid=65534 --clear-groups sh -e -c '
              cd /tmp
              asset-ota --version
              man -w asset-ota-run
              bash -c "source /usr/share/bash-completion/completions/asset-ota"
            '
            ls /var/cache/asset-ota

            systemd-analyze verify asset-ota@kiosk.service
            systemd-analyze security --offline=true asset-ota@kiosk.service | tail -n 1
            mkdir -p /etc/systemd/system/asset-ota@kiosk.service.d
            cp %s /etc/systemd/system/asset-ota@kiosk.service.d/
            systemd-analyze verify asset-ota@kiosk.service
            systemd-analyze security --offline=true asset-ota@kiosk.service | tail -n 1

            mkdir -p /var/lib/asset-ota/kiosk /etc/systemd/system/multi-user.target.wants
            ln -s /usr/lib/systemd/system/asset-ota@.service \
              /etc/systemd/system/multi-user.target.wants/asset-ota@kiosk.service
            dpkg -r %s
            test ! -e /usr/share/asset-ota
            test ! -e /usr/bin/asset-ota
            test -e /etc/asset-ota/kiosk.conf
            test -e /var/lib/asset-ota/kiosk
            dpkg -P %s
            """
                .formatted(file, name, folder.resolve("drop-in.conf"), name, name));

    assertThat(output)
        .contains("asset-ota " + System.getProperty("asset-ota.version"))
        .doesNotContain("preparing a fast start")
        .contains("/usr/share/man/man1/asset-ota-run.1.gz")
        .contains(".jsa")
        .doesNotContain("Unknown key", "Failed to", "asset-ota@.service:", "drop-in.conf:");
    assertThat(exposures(output)).hasSize(2).allMatch(exposure -> exposure < 4);
    assertThat(machine.different())
        .filteredOn(path -> !OF_THE_SYSTEM.matcher(path).matches())
        .isEmpty();
  }

  /** What the guide tells to write for an application with all kinds of hardware. */
  private static String dropInOfTheGuide() throws IOException {
    String guide = Files.readString(Path.of("../../docs/guides/install.md"));
    Matcher matcher = Pattern.compile("```ini\n(.*?)```", Pattern.DOTALL).matcher(guide);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static List<Double> exposures(String output) {
    return Pattern.compile("exposure level for .*: ([0-9.]+)")
        .matcher(output)
        .results()
        .map(found -> Double.valueOf(found.group(1)))
        .toList();
  }

  /** One of them replaces another, and the instances of the other stay. */
  @Test
  void anotherPackageTakesTheInstancesOver() throws Exception {
    Path device = debianPackage(DEVICE);
    Path withJava = debianPackage(WITH_JAVA);
    MachineCopy.require(folder);
    MachineCopy machine = new MachineCopy(folder);

    String output =
        machine.run(
            """
            dpkg -i %s
            touch /etc/asset-ota/kiosk.conf
            dpkg -i %s || dpkg -r %s # apt removes what conflicts by itself
            dpkg -i %s
            dpkg -P %s
            ls /etc/asset-ota
            /usr/bin/asset-ota --version
            dpkg -P %s
            """
                .formatted(device, withJava, DEVICE, withJava, DEVICE, WITH_JAVA));

    assertThat(output).contains("kiosk.conf").contains("asset-ota ");
    assertThat(machine.different())
        .filteredOn(path -> !OF_THE_SYSTEM.matcher(path).matches())
        .isEmpty();
    assertThat(Files.exists(Path.of("/usr/share/asset-ota"))).as("on this machine").isFalse();
  }
}
