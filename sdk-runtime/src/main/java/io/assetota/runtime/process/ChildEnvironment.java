package io.assetota.runtime.process;

import java.util.Map;
import java.util.Set;

/** What an application gets of our own environment: all but what is meant for us. */
public final class ChildEnvironment {
  /** Tokens and the like. */
  private static final String OURS = "ASSET_OTA_";

  /** Of systemd: it would take the application's messages for ours (sd_notify(3)). */
  private static final Set<String> OF_SYSTEMD =
      Set.of(
          "NOTIFY_SOCKET",
          "WATCHDOG_USEC",
          "WATCHDOG_PID",
          "LISTEN_FDS",
          "LISTEN_FDNAMES",
          "LISTEN_PID",
          "MAINPID");

  private ChildEnvironment() {}

  /** Removes what the application must not have. */
  public static void prepare(Map<String, String> environment) {
    environment.keySet().removeIf(name -> name.startsWith(OURS) || OF_SYSTEMD.contains(name));
  }
}
