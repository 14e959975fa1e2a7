package io.assetota.handlers.coprocessor.boot;

import static io.assetota.handlers.io.ControlLine.DTR;
import static io.assetota.handlers.io.ControlLine.RTS;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;

import io.assetota.handlers.io.ControlLine;
import io.assetota.handlers.io.Level;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.OutputPin;
import io.assetota.handlers.io.SerialLink;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

/** The order in which pins and lines change, and how long they stay. */
class BootControlTest {
  private final OutputPin boot0 = mock(OutputPin.class);
  private final OutputPin reset = mock(OutputPin.class);
  private final SerialLink link = mock(SerialLink.class);
  private final MonotonicClock clock = mock(MonotonicClock.class);
  private final InOrder order = inOrder(boot0, reset, link, clock);

  private void slept(int millis) throws IOException {
    order.verify(clock).sleep(Duration.ofMillis(millis));
  }

  private void lines(ControlLine... asserted) throws IOException {
    order.verify(link).setControlLines(Set.of(asserted));
  }

  @Test
  void boot0IsHighBeforeResetIsReleased() throws IOException {
    BootControl.gpio(boot0, reset, clock).enterBootLoader();
    order.verify(reset).set(Level.LOW);
    order.verify(boot0).set(Level.HIGH);
    slept(20);
    order.verify(reset).set(Level.HIGH);
    slept(100);
    order.verifyNoMoreInteractions();
  }

  @Test
  void programStartsWithBoot0Low() throws IOException {
    BootControl.gpio(boot0, reset, clock).runProgram();
    order.verify(reset).set(Level.LOW);
    order.verify(boot0).set(Level.LOW);
    slept(20);
    order.verify(reset).set(Level.HIGH);
  }

  @Test
  void partIsNotHeldInResetByAPinThatFails() throws IOException {
    doThrow(new IOException("stuck")).when(boot0).set(Level.LOW);
    BootControl control = BootControl.gpio(boot0, reset, clock);
    assertThatThrownBy(control::runProgram).hasMessage("stuck");
    order.verify(reset).set(Level.LOW);
    order.verify(reset).set(Level.HIGH);
  }

  @Test
  void closingReleasesAndClosesBothPinsOnce() throws IOException {
    BootControl control = BootControl.gpio(boot0, reset, clock);
    control.close();
    control.close();
    order.verify(boot0).set(Level.LOW);
    order.verify(reset).set(Level.HIGH);
    order.verify(boot0).close();
    order.verify(reset).close();
    order.verifyNoMoreInteractions();
  }

  @Test
  void controlLinesDoTheSame() throws IOException {
    BootControl control = BootControl.controlLines(link, clock);
    control.enterBootLoader();
    lines(DTR, RTS);
    slept(20);
    lines(DTR);
    slept(100);
    control.runProgram();
    lines(RTS);
    slept(20);
    order.verify(link, times(2)).setControlLines(Set.of());
    order.verifyNoMoreInteractions();
  }

  @Test
  void linesOfAnEsp32AreNeverEqualWhileTheyAct() throws IOException {
    BootControl control = BootControl.esp32ControlLines(link, clock);
    control.enterBootLoader();
    lines(RTS);
    slept(100);
    lines(DTR);
    slept(50);
    lines();
    slept(50);
    control.runProgram();
    lines(RTS);
    slept(100);
    lines();
  }

  @Test
  void resetAloneIsReleasedEvenIfWaitingFails() throws IOException {
    BootControl.resetPin(reset, clock).enterBootLoader();
    order.verify(reset).set(Level.LOW);
    slept(20);
    order.verify(reset).set(Level.HIGH);
    slept(50);

    doThrow(new IOException("interrupted")).when(clock).sleep(any());
    BootControl control = BootControl.resetControlLines(link, clock);
    assertThatThrownBy(control::enterBootLoader).hasMessage("interrupted");
    lines(DTR, RTS);
    lines();
  }
}
