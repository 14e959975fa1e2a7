package io.assetota.handlers.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.exception.InitializeException;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputBase;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalOutputProviderBase;
import com.pi4j.io.gpio.digital.DigitalState;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs with Pi4J 2.8 and, by the profile {@code pi4j-4}, with Pi4J 4: so by a provider of ours. */
class Pi4jOutputPinTest {
  private final List<String> levels = new ArrayList<>();
  private Context context;

  @BeforeEach
  void start() {
    context = Pi4J.newContextBuilder().add(new RecordingProvider()).build();
  }

  @AfterEach
  void stop() {
    context.shutdown();
  }

  @Test
  void drivesThePinThatWasAskedFor() throws IOException {
    OutputPin pin = Pi4jOutputPin.open(context, 17, Level.HIGH);
    assertThat(pin.isHigh()).isTrue();
    pin.set(Level.LOW);
    assertThat(pin.isHigh()).isFalse();
    assertThat(levels).endsWith("17 LOW").contains("17 HIGH");
  }

  @Test
  void closesAtTheIdleLevelTwiceAndFreesThePin() throws IOException {
    OutputPin pin = Pi4jOutputPin.open(context, 4, Level.HIGH);
    pin.set(Level.LOW);
    pin.close();
    pin.close();
    assertThat(levels).endsWith("4 HIGH");
    assertThatThrownBy(() -> pin.set(Level.LOW)).isInstanceOf(AssetException.class);
    Pi4jOutputPin.open(context, 4, Level.LOW).close();
    assertThat(levels).endsWith("4 LOW");
  }

  @Test
  void invertedIsHighWhenThePinIsLow() throws IOException {
    OutputPin pin = Pi4jOutputPin.open(context, 5, Level.LOW);
    OutputPin inverted = pin.inverted();
    inverted.set(Level.LOW);
    assertThat(pin.isHigh()).isTrue();
    assertThat(inverted.isHigh()).isFalse();
    assertThat(inverted.inverted()).isSameAs(pin);
  }

  @Test
  void vendorExceptionsDoNotCrossThePort() {
    assertThatThrownBy(() -> Pi4jOutputPin.open(context, 99, Level.LOW))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("99");
  }

  private final class RecordingProvider extends DigitalOutputProviderBase {
    RecordingProvider() {
      super("recording", "recording");
    }

    @Override
    public int getPriority() {
      return 1000;
    }

    @Override
    public DigitalOutput create(DigitalOutputConfig config) {
      RecordingOutput output = new RecordingOutput(this, config);
      context().registry().add(output);
      return output;
    }
  }

  private final class RecordingOutput extends DigitalOutputBase {
    private final String number;

    RecordingOutput(DigitalOutputProvider provider, DigitalOutputConfig config) {
      super(provider, config);
      number = config.id().substring(config.id().lastIndexOf('-') + 1);
      // Both versions print the number in the description of what they made.
      assertThat(config.properties().values()).contains(number);
      if (number.equals("99")) {
        throw new InitializeException("no such pin");
      }
    }

    @Override
    public DigitalOutput state(DigitalState state) {
      levels.add(number + " " + state);
      return super.state(state);
    }
  }
}
