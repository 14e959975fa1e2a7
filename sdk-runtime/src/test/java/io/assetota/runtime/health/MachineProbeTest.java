package io.assetota.runtime.health;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.application.HealthCheck;
import io.assetota.runtime.port.HealthAnswer;
import io.assetota.runtime.port.LaunchRequest;
import io.assetota.runtime.process.JavaProgram;
import io.assetota.testing.Answer;
import io.assetota.testing.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MachineProbeTest {
  @TempDir Path folder;
  private final BlockingQueue<HealthAnswer> answers = new LinkedBlockingQueue<>();

  private Optional<String> ask(HealthCheck check, Duration timeout) throws InterruptedException {
    LaunchRequest request =
        new LaunchRequest(folder, List.of("x"), folder, Map.of("SAYS", "yes"), Optional.empty());
    new MachineProbe(new JavaProgram("java")).check(check, request, timeout, answers::add);
    return answers.take().problem();
  }

  private Optional<String> run(String script) throws InterruptedException {
    return ask(new HealthCheck.Program(List.of("sh", "-c", script)), Duration.ofMillis(500));
  }

  @Test
  void anAddressAnswersWithAnyStatusOf2xx() throws Exception {
    try (WebServer server =
        WebServer.start(
            request -> {
              int status = Integer.parseInt(request.path().substring(1));
              return new Answer(status, Map.of("Location", "/200"), new byte[0]);
            })) {
      String base = server.uri() + "/";
      Duration timeout = Duration.ofSeconds(20);
      assertThat(ask(HealthCheck.Http.parse(base + "200"), timeout)).isEmpty();
      assertThat(ask(HealthCheck.Http.parse(base + "204"), timeout)).isEmpty();
      assertThat(ask(HealthCheck.Http.parse(base + "503"), timeout))
          .contains(base + "503 answers with status 503");
      assertThat(ask(HealthCheck.Http.parse(base + "302"), timeout))
          .contains(base + "302 answers with status 302");
    }
  }

  @Test
  void whatDoesNotAnswerIsNotHealthy() throws Exception {
    String address;
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      address = "http://127.0.0.1:" + silent.getLocalPort() + "/health";
      assertThat(ask(HealthCheck.Http.parse(address), Duration.ofMillis(100))).isNotEmpty();
    }
    assertThat(ask(HealthCheck.Http.parse(address), Duration.ofSeconds(20)).orElseThrow())
        .contains("can't be asked");
  }

  @Test
  void anAnswerThatComesByteByByteIsLate() throws Exception {
    try (ServerSocket slow = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread drip = new Thread(() -> drip(slow));
      drip.start();
      String address = "http://127.0.0.1:" + slow.getLocalPort() + "/health";
      assertThat(ask(HealthCheck.Http.parse(address), Duration.ofMillis(300)))
          .contains("there is no answer within 300 ms");
      drip.join();
    }
  }

  /** Ends when the other side closes the connection. */
  private static void drip(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.getOutputStream().write("HTTP/1.1 200 OK\r\nX: ".getBytes(US_ASCII));
      for (int i = 0; i < 10_000; i++) {
        socket.getOutputStream().write('x');
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (IOException e) {
      // it was closed, as it should be
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aProgramTellsByItsExitCode() throws Exception {
    assertThat(run("exit 0")).isEmpty();
    assertThat(run("exit 4")).contains("sh ended with exit code 4");
    assertThat(run("test \"$SAYS\" = yes && test \"$PWD\" = " + folder.toRealPath())).isEmpty();
    assertThat(run("sleep 1000").orElseThrow()).startsWith("sh did not end within");
    assertThat(ask(new HealthCheck.Program(List.of("./none")), Duration.ofSeconds(5)).orElseThrow())
        .startsWith("the check can't be run");
  }
}
