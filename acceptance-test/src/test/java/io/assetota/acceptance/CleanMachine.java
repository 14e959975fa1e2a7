package io.assetota.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.testing.ProcessFiles;
import io.assetota.testing.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Debian as it is after an installation of as little as possible: no Java, and a systemd of its own
 * as process 1. All of it lies in memory, in namespaces that end with it, so that nothing is left
 * on this machine. The network is the same, and the folder of the test is shared, as {@value
 * #SHARED}.
 */
final class CleanMachine implements AutoCloseable {
  static final String SHARED = "/mnt/shared";

  private static final List<String> NAMESPACES =
      List.of(
          "unshare", "--kill-child", "--mount", "--pid", "--fork", "--uts", "--ipc", "--cgroup");

  /** A control group of its own, below which systemd makes those of its units. */
  private static final String ENTER_GROUP =
      """
      set -e
      group=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/mounts)/$1
      mkdir "$group"
      echo $$ > "$group/cgroup.procs"
      shift
      exec "$@"
      """;

  private static final String REMOVE_GROUP =
      """
      group=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/mounts)/$1
      for i in $(seq 100); do
        find "$group" -depth -type d -exec rmdir '{}' + 2> /dev/null && exit 0
        [ -e "$group" ] || exit 0
        sleep 0.1
      done
      exit 1
      """;

  /** Nothing of the user's environment goes in. */
  private static final List<String> ENVIRONMENT =
      List.of(
          "env",
          "-i",
          "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin",
          "LC_ALL=C.UTF-8",
          "DEBIAN_FRONTEND=noninteractive");

  private static final String BOOT =
      """
      set -e
      mount --make-rprivate /
      root=$1/machine
      mkdir "$root"
      mount -t tmpfs -o mode=755 tmpfs "$root"
      hooks=/usr/share/mmdebstrap/hooks/merged-usr
      mmdebstrap --quiet --mode=root --variant=apt --include=usr-is-merged,systemd \
        --hook-dir="$hooks" --aptopt='Acquire::Languages "none"' \
        --aptopt='APT::Install-Recommends "false"' --dpkgopt=force-unsafe-io \
        bookworm "$root"
      mount -t proc proc "$root/proc"
      mount --bind /dev "$root/dev" # without this machine's shared memory
      mount -t sysfs sysfs "$root/sys"
      mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
      mount -t tmpfs -o mode=755 tmpfs "$root/run"
      mkdir -p "$root/mnt/shared" "$root/run/systemd/system"
      mount --bind "$1" "$root/mnt/shared"
      printf '[Unit]\\nDescription=A clean machine\\n' > "$root/run/systemd/system/clean.target"
      exec chroot "$root" /lib/systemd/systemd --system --unit=clean.target --show-status=0 \
        --log-target=console --log-level=notice
      """;

  /** What changes whenever packages are installed or removed, whichever they are. */
  private static final Pattern OF_THE_SYSTEM =
      Pattern.compile(
          "/var/(lib/(dpkg|apt|systemd)|cache/(apt|debconf|ldconfig)|log|tmp)/.*"
              + "|/etc/((passwd|group|shadow|gshadow|subuid|subgid)-|\\.pwd\\.lock|ld\\.so\\.cache)"
              + "|/etc/(machine-id|resolv\\.conf|hostname)");

  private static final String FILES =
      """
      find / -xdev \\( -path /proc -o -path /sys -o -path /dev -o -path /run -o -path /tmp \
        -o -path /mnt/shared \\) -prune -o -type f -path '/etc/*' -exec sha256sum '{}' + \
        -o -printf '%y %m %U:%G %p %l\\n'
      """;

  private static final int BOOT_SECONDS = 300;

  private final Process process;
  private final long pid;
  private final Path folder;

  private CleanMachine(Process process, long pid, Path folder) {
    this.process = process;
    this.pid = pid;
    this.folder = folder;
  }

  /** Tells whether this machine and this user can have one. */
  static boolean isPossible() throws IOException, InterruptedException {
    if (!Files.isExecutable(Path.of("/usr/bin/mmdebstrap"))) {
      return false;
    }
    List<String> attempt = new ArrayList<>(NAMESPACES);
    attempt.addAll(
        List.of("sh", "-c", "mount -t tmpfs tmpfs /mnt && mount -t cgroup2 cgroup2 /mnt"));
    return Ran.in(Path.of("/"), attempt).exitCode() == 0;
  }

  static CleanMachine boot(Path folder) throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", "-c", ENTER_GROUP, "enter"));
    command.add(group(folder));
    command.addAll(NAMESPACES);
    command.addAll(List.of("sh", "-c", BOOT, "boot", folder.toString()));
    Path log = folder.resolve("machine.txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    process.getOutputStream().close();
    for (int i = 0; i < BOOT_SECONDS * 10 && process.isAlive(); i++) {
      List<ProcessHandle> children = process.children().toList();
      if (!children.isEmpty()
          && ProcessFiles.read(children.get(0).pid(), "comm").strip().equals("systemd")) {
        CleanMachine machine = new CleanMachine(process, children.get(0).pid(), folder);
        if (machine.run("systemctl", "is-system-running").output().strip().equals("running")) {
          return machine;
        }
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    process.destroyForcibly().waitFor();
    removeGroup(folder);
    throw new AssertionError("it did not boot:\n" + Files.readString(log));
  }

  private static String group(Path folder) {
    return "asset-ota-" + folder.getFileName();
  }

  /** Runs a command there, as root. */
  Ran run(String... words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of("nsenter", "-t", Long.toString(pid), "-m", "-p", "-u", "-i", "-C", "-r", "-w"));
    command.addAll(ENVIRONMENT);
    command.addAll(List.of(words));
    return Ran.in(folder, command);
  }

  /** Runs a line of the shell there, as a user, in this user's home. */
  Ran shellOf(String user, String line) throws IOException, InterruptedException {
    return run(
        "runuser", "-u", user, "--", "sh", "-e", "-c", "export HOME=~" + user + "; cd; " + line);
  }

  /** Has a folder of this machine there, too, under the same path. */
  void share(Path shared) throws IOException, InterruptedException {
    Path root = folder.resolve("machine");
    Ran.in(
            folder,
            List.of(
                "nsenter",
                "-t",
                Long.toString(pid),
                "-m",
                "sh",
                "-e",
                "-c",
                "mkdir -p \"$2$1\"; mount --bind \"$1\" \"$2$1\"",
                "share",
                shared.toString(),
                root.toString()))
        .succeeds();
  }

  /** Its files with their modes and owners, and the contents of its settings. */
  Set<String> files() throws IOException, InterruptedException {
    Ran ran = run("sh", "-c", FILES).succeeds();
    return ran.output()
        .lines()
        .filter(line -> !OF_THE_SYSTEM.matcher(line.substring(line.indexOf('/'))).find())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Waits until a property of a unit contains a text. */
  void awaitShown(String unit, String property, String text) throws Exception {
    String shown = "";
    for (int i = 0; i < 300; i++) {
      shown = run("systemctl", "show", unit, "--value", "-p", property).output();
      if (shown.contains(text)) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    assertThat(shown).as(() -> logOf(unit)).contains(text);
  }

  private String logOf(String unit) {
    try {
      return run("systemctl", "status", "--no-pager", "--full", unit).output()
          + Files.readString(folder.resolve("machine.txt"));
    } catch (IOException | InterruptedException e) {
      return e.toString();
    }
  }

  @Override
  public void close() throws IOException {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    process.onExit().join();
    try {
      removeGroup(folder);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void removeGroup(Path folder) throws IOException, InterruptedException {
    Ran.in(folder, List.of("sh", "-c", REMOVE_GROUP, "remove", group(folder))).succeeds();
  }
}
