package io.assetota.handlers.testkit.panel;

import java.util.HashMap;
import java.util.Map;

/** How many parameters each command of a colour controller takes; from the chips' data sheets. */
final class DcsParameters {
  private final Map<Integer, Integer> counts = new HashMap<>();

  DcsParameters(EmulatedPanel.Chip chip) {
    // MIPI DCS, which all three share.
    add("00:0 01:0 10:0 11:0 12:0 13:0 20:0 21:0 26:1 28:0 29:0 2A:4 2B:4 30:4 34:0 35:1");
    add("36:1 37:2 38:0 39:0 3A:1");
    switch (chip) {
      case ILI9341 -> {
        add("51:1 53:1 55:1 5E:1 B0:1 B1:2 B2:2 B3:2 B4:1 B5:4 B6:3 B7:1 C0:1 C1:1 C5:2 C7:1");
        add("CB:5 CF:3 E0:15 E1:15 E8:3 EA:2 ED:4 F2:1 F6:3 F7:1");
      }
      case ST7789 -> {
        add("B0:2 B1:3 B2:5 B3:3 B5:1 B7:1 BA:1 BB:1 BC:1 C0:1 C2:1 C3:1 C4:1 C5:1 C6:1 C8:1");
        add("D0:2 D2:1 D6:1 E0:14 E1:14 E4:3 E7:1 E8:2 E9:3");
      }
      case ST7735R ->
          add("B1:3 B2:3 B3:6 B4:1 C0:3 C1:1 C2:2 C3:2 C4:2 C5:1 C7:1 E0:16 E1:16 FC:2");
      default -> throw new IllegalArgumentException(chip + " has no such commands");
    }
  }

  private void add(String list) {
    for (String entry : list.split(" ", -1)) {
      int colon = entry.indexOf(':');
      counts.put(
          Integer.parseInt(entry.substring(0, colon), 16),
          Integer.parseInt(entry.substring(colon + 1)));
    }
  }

  /** The number of parameters, or -1 if the chip has no such command. */
  int count(int command) {
    return counts.getOrDefault(command, -1);
  }
}
