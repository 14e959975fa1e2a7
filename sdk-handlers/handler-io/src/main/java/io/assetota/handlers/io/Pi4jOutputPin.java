package io.assetota.handlers.io;

import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An output pin by Pi4J. Uses only what Pi4J 2.8 (Java 17) and Pi4J 4 (Java 25) both have.
 *
 * <p>Pi4J drives the pin to its idle level when its context shuts down; {@link #close()} does that
 * at once.
 */
public final class Pi4jOutputPin implements OutputPin {
  private final @Nullable Context owner;
  private final DigitalOutput output;
  private final Level idle;
  private Level level;
  private boolean closed;

  private Pi4jOutputPin(@Nullable Context owner, DigitalOutput output, Level idle) {
    this.owner = owner;
    this.output = output;
    this.idle = idle;
    this.level = idle;
  }

  /**
   * Opens a pin, at its idle level.
   *
   * @param context Pi4J's context, which stays open
   * @param bcm the number of the pin in Broadcom's counting, as Pi4J uses it
   * @param idle the level at which the part behind it is safe: high for a reset line, low for BOOT0
   * @return the pin
   * @throws IOException if Pi4J can't give it
   */
  public static OutputPin open(Context context, int bcm, Level idle) throws IOException {
    String level = state(idle).name();
    String number = Integer.toString(bcm);
    // As properties, because the method that takes the number is address() in 2.8 and bcm() in 4;
    // each ignores the other's property.
    Map<String, String> properties =
        Map.of("address", number, "bcm", number, "initial", level, "shutdown", level);
    try {
      DigitalOutput output =
          context.create(
              DigitalOutput.newConfigBuilder(context)
                  .id("asset-ota-pin-" + number)
                  .load(properties)
                  .build());
      Pi4jOutputPin pin = new Pi4jOutputPin(context, output, idle);
      pin.set(idle);
      return pin;
    } catch (RuntimeException e) {
      throw new AssetException("pin " + bcm + " can't be opened: " + e.getMessage(), e);
    }
  }

  /**
   * Uses a pin that the application made with Pi4J. Closing this drives it to its idle level and
   * leaves it to the application.
   *
   * @param output the pin
   * @param idle the level at which the part behind it is safe
   * @return the pin
   * @throws IOException if it can't be driven to its idle level
   */
  public static OutputPin of(DigitalOutput output, Level idle) throws IOException {
    Pi4jOutputPin pin = new Pi4jOutputPin(null, output, idle);
    pin.set(idle);
    return pin;
  }

  private static DigitalState state(Level level) {
    return level == Level.HIGH ? DigitalState.HIGH : DigitalState.LOW;
  }

  @Override
  public void set(Level newLevel) throws IOException {
    if (closed) {
      throw new AssetException("pin " + output.id() + " is closed");
    }
    drive(newLevel);
  }

  private void drive(Level newLevel) throws IOException {
    try {
      output.state(state(newLevel));
      level = newLevel;
    } catch (RuntimeException e) {
      throw new AssetException("pin " + output.id() + " can't be driven: " + e.getMessage(), e);
    }
  }

  @Override
  public Level level() {
    return level;
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    drive(idle);
    if (owner != null) {
      try {
        owner.shutdown(output.id());
      } catch (RuntimeException e) {
        throw new AssetException(
            "pin " + output.id() + " can't be given back: " + e.getMessage(), e);
      }
    }
  }
}
