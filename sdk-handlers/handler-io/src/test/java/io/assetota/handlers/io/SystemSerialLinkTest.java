package io.assetota.handlers.io;

import static io.assetota.handlers.io.ControlLine.DTR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.assetota.handlers.io.SerialPortException.Problem;
import io.assetota.handlers.io.SerialSettings.Parity;
import io.assetota.testing.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemSerialLinkTest {
  private static final SerialSettings SETTINGS = new SerialSettings(115_200, Parity.EVEN);

  @TempDir Path folder;

  @Test
  void bytesGoBothWays() throws Exception {
    try (SocatPair pair = SocatPair.open(folder);
        SerialLink near = SerialLink.open(pair.near(), SETTINGS);
        SerialLink far = SerialLink.open(pair.far(), SETTINGS)) {
      near.write(new byte[] {0, 1, (byte) 0xff, 0x11, 0x13, 13, 10, 3});
      byte[] got = new byte[8];
      far.read(got, 0, 8, Duration.ofSeconds(2));
      assertThat(got).containsExactly(0, 1, 0xff, 0x11, 0x13, 13, 10, 3);
      far.write(new byte[] {1, 2, 3});
      assertThat(near.read(Duration.ofSeconds(2))).isEqualTo(1);
      near.discardInput();
      assertThatThrownBy(() -> near.read(Duration.ZERO)).isInstanceOf(SerialTimeoutException.class);
    }
  }

  @Test
  void timeoutIsForAllBytesAndTellsHowManyCame() throws Exception {
    try (SocatPair pair = SocatPair.open(folder);
        SerialLink near = SerialLink.open(pair.near(), SETTINGS);
        SerialLink far = SerialLink.open(pair.far(), SETTINGS)) {
      far.write(new byte[] {1, 2});
      assertThatThrownBy(() -> near.read(new byte[3], 0, 3, Duration.ofMillis(300)))
          .asInstanceOf(InstanceOfAssertFactories.type(SerialTimeoutException.class))
          .satisfies(e -> assertThat(e.received()).isEqualTo(2))
          .satisfies(e -> assertThat(e.expected()).isEqualTo(3));
    }
  }

  @Test
  void pseudoTerminalsHaveNoParityAndNoControlLines() throws Exception {
    try (SocatPair pair = SocatPair.open(folder);
        SerialLink link = SerialLink.open(pair.near(), SETTINGS)) {
      assertThat(link.settings()).isEqualTo(SETTINGS);
      assertThatThrownBy(() -> link.setControlLines(Set.of(DTR)))
          .asInstanceOf(InstanceOfAssertFactories.type(SerialPortException.class))
          .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.SETTINGS_REFUSED));
      link.configure(new SerialSettings(9600, Parity.NONE));
      assertThat(link.settings().baud()).isEqualTo(9600);
    }
  }

  /** With nothing but the parity to change, setting it failed with EINVAL. */
  @Test
  void pseudoTerminalOpensAgain() throws Exception {
    try (SocatPair pair = SocatPair.open(folder)) {
      SerialLink.open(pair.near(), SETTINGS).close();
      try (SerialLink again = SerialLink.open(pair.near(), SETTINGS)) {
        again.configure(SETTINGS);
        assertThat(again.settings()).isEqualTo(SETTINGS);
      }
    }
  }

  @Test
  void busyPortTellsByWhom() throws Exception {
    try (SocatPair pair = SocatPair.open(folder);
        SerialLink link = SerialLink.open(pair.near(), SETTINGS)) {
      assertThat(link.name()).isEqualTo(pair.near());
      assertProblem(pair.near(), Problem.BUSY)
          .hasMessageContaining("java (process " + ProcessHandle.current().pid() + ")");
    }
  }

  @Test
  void missingPortAndPlainFileAreToldApart() throws Exception {
    assertProblem(folder.resolve("nope").toString(), Problem.NO_SUCH_PORT)
        .hasMessageContaining("no such port");
    Path file = Files.createFile(folder.resolve("file"));
    assertProblem(file.toString(), Problem.NOT_A_SERIAL_PORT);
  }

  @Test
  void permissionNamesTheGroup() throws Exception {
    Path file = Files.createFile(folder.resolve("port"));
    SerialPortException denied = SerialPortDiagnosis.notOpened(file.toString(), 13);
    assertThat(denied.problem()).isEqualTo(Problem.NO_PERMISSION);
    assertThat(denied).hasMessageContaining("usermod -aG");
  }

  @Test
  void refusedParityIsAnErrorExceptOnAPseudoTerminal() throws Exception {
    SerialSettings odd = new SerialSettings(115_200, Parity.ODD);
    ParityCheck.judge("p", SETTINGS, "speed 115200 baud; parenb -parodd cs8", false);
    ParityCheck.judge("p", odd, "speed 115200 baud; parenb parodd cs8", false);
    ParityCheck.judge("p", SETTINGS, "", false);
    ParityCheck.judge("p", SETTINGS, "speed 115200 baud; -parenb -parodd cs8", true);
    assertRefused(SETTINGS, "speed 115200 baud; -parenb -parodd cs8");
    assertRefused(SETTINGS, "speed 115200 baud; parenb parodd cs8");
    assertRefused(odd, "speed 115200 baud; parenb -parodd cs8");
  }

  private static void assertRefused(SerialSettings settings, String stty) {
    assertThatThrownBy(() -> ParityCheck.judge("p", settings, stty, false))
        .isInstanceOfSatisfying(
            SerialPortException.class,
            e -> assertThat(e.problem()).isEqualTo(Problem.PARITY_REFUSED))
        .hasMessageContaining("can't do " + settings);
  }

  @Test
  void unpluggedIsReportedAtOnceAndClosingDoesNotHang() throws Exception {
    try (SocatPair pair = SocatPair.open(folder)) {
      SerialLink link = SerialLink.open(pair.near(), SETTINGS);
      pair.unplug();
      assertTimeoutPreemptively(
          Duration.ofSeconds(2),
          () ->
              assertThatThrownBy(() -> link.read(Duration.ofSeconds(30)))
                  .asInstanceOf(InstanceOfAssertFactories.type(SerialPortException.class))
                  .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.GONE)));
      assertTimeoutPreemptively(Duration.ofSeconds(3), link::close);
      link.close();
    }
  }

  @Test
  void closingFromAnotherThreadEndsAReadThatWaits() throws Exception {
    try (SocatPair pair = SocatPair.open(folder)) {
      SerialLink link = SerialLink.open(pair.near(), SETTINGS);
      Thread reader = Thread.currentThread();
      Thread closer =
          new Thread(
              () -> {
                Waiting.until("the reader waits", () -> isReading(reader));
                link.close();
              });
      closer.start();
      assertThatThrownBy(() -> link.read(Duration.ofSeconds(60)))
          .isInstanceOf(SerialPortException.class);
      closer.join();
      assertThatThrownBy(() -> link.write(new byte[1])).isInstanceOf(SerialPortException.class);
    }
  }

  private static boolean isReading(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(frame -> frame.getClassName().equals(SystemSerialLink.class.getName()));
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertProblem(
      String port, Problem problem) {
    return assertThatThrownBy(() -> SerialLink.open(port, SETTINGS))
        .isInstanceOfSatisfying(
            SerialPortException.class, e -> assertThat(e.problem()).isEqualTo(problem))
        .isInstanceOf(IOException.class);
  }
}
