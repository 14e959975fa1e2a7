package io.assetota.handlers.display.panel;

import java.util.Set;

/** What may not stand in a panel's {@code init}, because another fact or the driver says it. */
final class PanelRules {
  /** Inversion, display on, window, memory write, address mode: MIPI DCS 20h, 21h, 29h, ... */
  private static final Set<Integer> DCS_OF_THE_DRIVER =
      Set.of(0x20, 0x21, 0x29, 0x2a, 0x2b, 0x2c, 0x36);

  /** Segment remap, inversion, display on, COM scan; window and mode are checked apart. */
  private static final Set<Integer> PAGE_OF_THE_DRIVER =
      Set.of(0x21, 0x22, 0xa0, 0xa1, 0xa6, 0xa7, 0xaf, 0xc0, 0xc8);

  private PanelRules() {}

  static void requireAllowed(PanelProtocol protocol, PanelCommand command) {
    Set<Integer> forbidden = protocol.isMonochrome() ? PAGE_OF_THE_DRIVER : DCS_OF_THE_DRIVER;
    if (forbidden.contains(command.code())) {
      throw new IllegalArgumentException(
          String.format(
              "init may not contain %02Xh: rotation, inversion, window and display-on are said by"
                  + " other lines, or are the driver's to send",
              command.code()));
    }
  }
}
