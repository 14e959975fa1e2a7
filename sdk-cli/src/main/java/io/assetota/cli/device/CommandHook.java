package io.assetota.cli.device;

import com.google.common.base.Splitter;
import io.assetota.core.device.DeviceStatus;
import io.assetota.core.model.AssetException;
import io.assetota.ota.hawkbit.agent.ActionHook;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A command that runs after an installation. Its output goes to our standard error, since our
 * standard output is data.
 *
 * @param command the program and its operands, separated by blanks
 * @param home the device folder, which the command gets as {@code ASSET_OTA_HOME}
 * @param err where its output goes
 */
record CommandHook(String command, Path home, PrintStream err) implements ActionHook {
  private static final long LONGEST_MINUTES = 10;

  @Override
  public void installed(DeviceStatus status) throws IOException {
    List<String> words = Splitter.on(' ').omitEmptyStrings().splitToList(command);
    if (words.isEmpty()) {
      throw new AssetException("the command to run after the update is empty");
    }
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
    builder.environment().put("ASSET_OTA_HOME", home.toAbsolutePath().toString());
    // The command doesn't need our tokens.
    builder.environment().remove(TokenOptions.TOKEN);
    builder.environment().remove(TokenOptions.GATEWAY_TOKEN);
    Process process = builder.start();
    Thread copier = new Thread(() -> copy(process), "asset-ota-command-output");
    copier.setDaemon(true);
    copier.start();
    try {
      if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
        process.destroy();
        throw new AssetException(
            "'" + command + "' did not exit within " + LONGEST_MINUTES + " minutes");
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("'" + command + "' was interrupted");
    }
    if (process.exitValue() != 0) {
      throw new AssetException("'" + command + "' exited with code " + process.exitValue());
    }
  }

  private void copy(Process process) {
    try {
      process.getInputStream().transferTo(err);
    } catch (IOException e) {
      err.println("warning: the output of '" + command + "' is incomplete: " + e.getMessage());
    }
  }
}
