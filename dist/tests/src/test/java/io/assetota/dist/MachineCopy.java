package io.assetota.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.assetota.testing.Ran;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A copy of this machine's files on which packages can be installed: none of it stays. */
final class MachineCopy {
  private static final List<String> UNSHARE =
      List.of("unshare", "--mount", "--pid", "--fork", "--kill-child", "--uts", "--ipc");

  private final Path folder;

  MachineCopy(Path folder) {
    this.folder = folder;
  }

  /** Skips the test for users who can't have one; CI can. */
  static void require(Path folder) throws IOException, InterruptedException {
    Tools.require("dpkg", "unshare", "systemd-analyze");
    boolean possible =
        run(
                    "d=$(mktemp -d) && mount -t tmpfs tmpfs $d && mkdir $d/u $d/w $d/r && mount -t"
                        + " overlay overlay -o lowerdir=/,upperdir=$d/u,workdir=$d/w $d/r",
                    folder)
                .exitCode()
            == 0;
    if ("true".equals(System.getenv("CI"))) {
      assertThat(possible).as("a copy of this machine is possible").isTrue();
    }
    assumeTrue(possible, "needs root, for a copy of this machine");
  }

  private static Ran run(String script, Path folder) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(UNSHARE);
    command.addAll(List.of("sh", "-c", script, "copy", folder.toString()));
    return Ran.in(folder, command);
  }

  /** Runs a script on it, each command of which must succeed, and returns what it prints. */
  String run(String script) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("script.sh"), script);
    try (InputStream in =
        Objects.requireNonNull(MachineCopy.class.getResourceAsStream("on-a-copy.sh"))) {
      return run(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8), folder)
          .succeeds()
          .output();
    }
  }

  /** The files that the script has made, changed or removed, and that are still different. */
  List<String> different() throws IOException {
    return Files.readAllLines(folder.resolve("different"));
  }
}
