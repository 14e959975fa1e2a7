package io.assetota.runtime.port;

/** Is told what becomes of an application, on any thread. */
public interface ApplicationObserver {
  /**
   * Its main process has ended.
   *
   * @param exitCode its exit code; 128 and the signal's number if a signal ended it
   */
  void exited(int exitCode);

  /**
   * It has sent a message by sd_notify.
   *
   * @param message lines such as {@code READY=1}
   */
  void notified(String message);
}
