package io.assetota.runtime.supervise;

import io.assetota.core.application.StartCommand;
import io.assetota.runtime.port.LaunchRequest;

/**
 * One start of a process. It is equal to itself only: messages of an earlier one are known by it.
 */
final class Launch {
  private final StartCommand command;
  private final LaunchRequest request;

  Launch(StartCommand command, LaunchRequest request) {
    this.command = command;
    this.request = request;
  }

  StartCommand command() {
    return command;
  }

  LaunchRequest request() {
    return request;
  }
}
