package io.assetota.acceptance;

import io.assetota.testing.Ran;
import io.assetota.testing.RunningCommand;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The archive of {@code asset-ota} on this machine, as an author of releases has it. */
final class UnpackedCommand {
  static final String OPERATOR = "operator-token-for-tests";
  static final String GATEWAY = "gateway-token-for-tests";

  private final Path folder;
  private final Map<String, String> environment;

  private UnpackedCommand(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /** Unpacks it into a folder. */
  static UnpackedCommand in(Path folder) throws Exception {
    String archive = "asset-ota-" + Checkout.version();
    Tools tools =
        new Tools(folder.resolve("bin"))
            .with("asset-ota", folder.resolve(archive).resolve("bin/asset-ota").toString());
    UnpackedCommand command = new UnpackedCommand(folder, tools.environment());
    command.shell("tar -xzf '" + Checkout.TOP + "/dist/target/" + archive + ".tar.gz'");
    return command;
  }

  /** Runs lines of the shell in this folder, which have it on their PATH. */
  Ran shell(String lines) throws IOException, InterruptedException {
    return Ran.in(folder, List.of("sh", "-e", "-c", lines), environment).succeeds();
  }

  /** Starts an update server. */
  RunningCommand serve(int port) throws IOException {
    List<String> words = new ArrayList<>(List.of("sh", "-c", "exec asset-ota \"$@\"", "serve"));
    words.addAll(List.of("serve", "--data", "server", "--port", Integer.toString(port)));
    words.addAll(List.of("--poll", "5s", "--operator-token", OPERATOR, "--token", GATEWAY));
    return RunningCommand.in(folder, folder.resolve("server.txt"), words, environment);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
