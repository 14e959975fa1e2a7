package io.assetota.runtime.process;

import io.assetota.runtime.port.ApplicationLauncher;
import io.assetota.runtime.port.ApplicationObserver;
import io.assetota.runtime.port.LaunchRequest;
import io.assetota.runtime.port.RunningApplication;
import io.assetota.runtime.systemd.NotifySocket;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Starts applications as processes of this one.
 *
 * @param out where their standard output goes
 * @param err where their standard error goes
 * @param java what stands for the program {@code java}
 */
public record ProcessLauncher(OutputStream out, OutputStream err, JavaProgram java)
    implements ApplicationLauncher {
  private static final File NULL =
      new File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");

  @Override
  public RunningApplication start(LaunchRequest request, ApplicationObserver observer)
      throws IOException {
    ProcessMark mark = ProcessMark.ofFolder(request.home()).forStart();
    Optional<NotifySocket> notify =
        request.watchdog().isPresent()
            ? Optional.of(NotifySocket.open(observer::notified))
            : Optional.empty();
    try {
      ProcessBuilder builder =
          new ProcessBuilder(java.in(request.command()))
              .directory(request.folder().toFile())
              .redirectInput(Redirect.from(NULL));
      ChildEnvironment.prepare(builder.environment());
      builder.environment().putAll(request.environment());
      builder.environment().put(ProcessMark.VARIABLE, mark.value());
      notify.ifPresent(s -> tell(builder.environment(), s, request.watchdog().orElseThrow()));
      ChildProcess child = new ChildProcess(builder.start(), mark);
      child.watch(out, err, notify, observer);
      return child;
    } catch (IOException | RuntimeException | Error e) {
      notify.ifPresent(NotifySocket::close);
      throw e;
    }
  }

  private static void tell(
      Map<String, String> environment, NotifySocket socket, Duration watchdog) {
    environment.put("NOTIFY_SOCKET", socket.path().toString());
    environment.put("WATCHDOG_USEC", Long.toString(watchdog.toNanos() / 1000));
  }

  @Override
  public Optional<RunningApplication> leftBehind(Path home) throws IOException {
    RunningApplication left = new ProcessGroup(ProcessMark.ofFolder(home), Optional.empty());
    return left.isAlive() ? Optional.of(left) : Optional.empty();
  }
}
