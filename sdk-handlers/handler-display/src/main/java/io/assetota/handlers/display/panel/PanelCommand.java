package io.assetota.handlers.display.panel;

import java.util.List;

/**
 * One step of a panel's start: a command, and how long the controller then wants to be left alone.
 *
 * @param code the command, 0 to 255
 * @param parameters its parameters, each 0 to 255, at most 64
 * @param delayMillis milliseconds to wait afterwards, 0 to 5000
 */
public record PanelCommand(int code, List<Integer> parameters, int delayMillis) {
  private static final int MAX_PARAMETERS = 64;
  private static final int MAX_DELAY_MILLIS = 5000;

  /**
   * Checks the values.
   *
   * @param code the command, 0 to 255
   * @param parameters its parameters, each 0 to 255, at most 64
   * @param delayMillis milliseconds to wait afterwards, 0 to 5000
   * @throws IllegalArgumentException if one is out of range
   */
  public PanelCommand {
    requireByte(code);
    parameters = List.copyOf(parameters);
    if (parameters.size() > MAX_PARAMETERS) {
      throw new IllegalArgumentException(
          "a command has at most " + MAX_PARAMETERS + " parameters: " + parameters.size());
    }
    parameters.forEach(PanelCommand::requireByte);
    if (delayMillis < 0 || delayMillis > MAX_DELAY_MILLIS) {
      throw new IllegalArgumentException(
          "a delay is 0 to " + MAX_DELAY_MILLIS + " ms: " + delayMillis);
    }
  }

  private static void requireByte(int value) {
    if (value < 0 || value > 0xff) {
      throw new IllegalArgumentException("not a byte: " + value);
    }
  }
}
