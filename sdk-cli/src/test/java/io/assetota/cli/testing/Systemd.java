package io.assetota.cli.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.testing.ProcessFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real systemd as process 1 of its own namespaces, over a copy of this machine's files that is
 * gone afterwards. Only the folder of the test is shared, under the same path.
 */
public final class Systemd implements AutoCloseable {
  private static final Path SYSTEMD = Path.of("/lib/systemd/systemd");
  private static final List<String> UNSHARE =
      List.of(
          "unshare", "--kill-child", "--mount", "--pid", "--fork", "--uts", "--ipc", "--cgroup");

  private static final String BOOT =
      """
      set -e
      mount --make-rprivate /
      mkdir -p "$1/machine"
      mount -t tmpfs tmpfs "$1/machine"
      mkdir "$1/machine/upper" "$1/machine/work" "$1/machine/root"
      root="$1/machine/root"
      mount -t overlay overlay \
        -o "lowerdir=/,upperdir=$1/machine/upper,workdir=$1/machine/work" "$root"
      mount -t proc proc "$root/proc"
      mount --rbind /dev "$root/dev"
      mount -t sysfs sysfs "$root/sys"
      mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
      mount -t tmpfs tmpfs "$root/run"
      mount --bind "$1" "$root$1"
      mkdir -p "$root/etc/systemd/system"
      cp "$1"/units/* "$root/etc/systemd/system/"
      [ ! -d "$1/files" ] || cp -r "$1/files/." "$root/"
      printf '[Unit]\\nDescription=A test\\nWants=%s\\n' "$2" > "$root/etc/systemd/system/test.target"
      exec chroot "$root" /lib/systemd/systemd --system --unit=test.target --show-status=0 \
        --log-target=console --log-level=notice
      """;

  private final Process process;
  private final long pid;

  private Systemd(Process process, long pid) {
    this.process = process;
    this.pid = pid;
  }

  /** Tells whether this machine and this user can have one. */
  public static boolean isPossible() throws IOException, InterruptedException {
    if (!Files.isExecutable(SYSTEMD)) {
      return false;
    }
    List<String> attempt = new ArrayList<>(UNSHARE);
    attempt.addAll(
        List.of(
            "sh",
            "-c",
            "d=$(mktemp -d) && mount -t tmpfs tmpfs $d && mkdir $d/u $d/w $d/r &&"
                + " mount -t overlay overlay -o lowerdir=/,upperdir=$d/u,workdir=$d/w $d/r"
                + " && mount -t proc proc $d/r/proc && mount -t sysfs sysfs $d/r/sys"
                + " && mount -t cgroup2 cgroup2 $d/r/sys/fs/cgroup"));
    try {
      Process unshare =
          new ProcessBuilder(attempt)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return unshare.waitFor(20, TimeUnit.SECONDS) && unshare.exitValue() == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }

  /**
   * Boots it.
   *
   * @param folder is shared; the unit files are in "units" below it
   * @param unit what is started
   */
  public static Systemd boot(Path folder, String unit) throws Exception {
    List<String> command = new ArrayList<>(UNSHARE);
    command.addAll(List.of("sh", "-c", BOOT, "boot", folder.toString(), unit));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("systemd.txt").toFile())
            .start();
    process.getOutputStream().close();
    for (int i = 0; i < 600; i++) {
      List<ProcessHandle> children = process.children().toList();
      if (!children.isEmpty()
          && ProcessFiles.read(children.get(0).pid(), "comm").strip().equals("systemd")) {
        return new Systemd(process, children.get(0).pid());
      }
      assertThat(process.isAlive()).as(Files.readString(folder.resolve("systemd.txt"))).isTrue();
      TimeUnit.MILLISECONDS.sleep(50);
    }
    process.destroyForcibly();
    throw new AssertionError("systemd did not boot");
  }

  /** Runs {@code systemctl} in there, and returns what it prints. */
  public String systemctl(String... operands) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("systemctl"));
    command.addAll(List.of(operands));
    return run(command);
  }

  /** Runs a command in there, and returns what it prints. */
  public String run(List<String> words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("nsenter", "-t", "" + pid, "-m", "-p", "-r"));
    command.addAll(words);
    Process systemctl = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(systemctl.getInputStream().readAllBytes(), UTF_8);
    systemctl.waitFor();
    return out.strip();
  }

  /** Returns a property of a unit. */
  public String show(String unit, String property) throws IOException, InterruptedException {
    return systemctl("show", unit, "--value", "-p", property);
  }

  /** Ends it, and with it all that it started. */
  @Override
  public void close() {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
