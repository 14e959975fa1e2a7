package io.assetota.cli.device;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.Console.Style;
import io.assetota.runtime.event.EventText;
import io.assetota.runtime.event.RuntimeEvent;
import io.assetota.runtime.event.RuntimeListener;

/**
 * Prints what a runtime does, as it happens.
 *
 * @param console where it prints
 */
record RunEvents(Console console) implements RuntimeListener {
  @Override
  public void on(RuntimeEvent event) {
    console.line(console.style(style(event), "asset-ota: " + EventText.of(event)));
    console.out().flush();
  }

  private static Style style(RuntimeEvent event) {
    if (event instanceof RuntimeEvent.Failed || event instanceof RuntimeEvent.Replaced) {
      return Style.BAD;
    }
    return event instanceof RuntimeEvent.Confirmed ? Style.GOOD : Style.FAINT;
  }
}
