package io.assetota.handlers.coprocessor.stm32.protocol;

import java.util.Set;

/**
 * What a part's boot loader says of itself (AN3155 3.1).
 *
 * @param version the protocol's version in BCD: 0x31 is 3.1
 * @param commandCodes the codes of the commands that it has
 */
public record Stm32Info(int version, Set<Integer> commandCodes) {
  /**
   * Copies.
   *
   * @param version the protocol's version
   * @param commandCodes the codes of its commands
   */
  public Stm32Info {
    commandCodes = Set.copyOf(commandCodes);
  }

  public boolean has(Stm32Command command) {
    return commandCodes.contains(command.code());
  }
}
