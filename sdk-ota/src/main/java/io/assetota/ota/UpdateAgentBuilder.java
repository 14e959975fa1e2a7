package io.assetota.ota;

import io.assetota.core.bundle.BundleLimits;
import io.assetota.core.install.Installer;
import io.assetota.core.release.Keyring;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Makes an {@link UpdateAgent}. It is read once, by {@link #build}: what is set later counts for
 * the next agent only. Not safe for use by several threads.
 */
public final class UpdateAgentBuilder {
  private static final int DEFAULT_PARALLEL = 2;
  private static final int MOST_PARALLEL = 8;

  private final Installer device;
  private Optional<Keyring> keyring = Optional.empty();
  private boolean clockReliable = true;
  private int parallel = DEFAULT_PARALLEL;
  private OptionalInt systemVersion = OptionalInt.empty();
  private SystemUpgrade systemUpgrade = SystemUpgrade.NONE;
  private boolean downgradeAllowed;
  private UpdateControl control = UpdateControl.INSTALL_ALL;
  private Optional<Duration> confirmWithin = Optional.empty();
  private ApplicationHook hook = ApplicationHook.NONE;
  private BundleLimits limits = BundleLimits.DEFAULT;
  private InstantSource clock = InstantSource.system();

  UpdateAgentBuilder(Installer device) {
    this.device = device;
  }

  /**
   * Takes only bundles that are signed as this keyring demands. By default every bundle is taken.
   *
   * @param pinned the keyring that the owner put on the device; newer keyrings and releases that
   *     the device has seen are recorded in its folder
   * @return this builder
   */
  public UpdateAgentBuilder trusting(Keyring pinned) {
    keyring = Optional.of(pinned);
    return this;
  }

  /**
   * Declares the device's clock unreliable: it never decides whether something has expired.
   *
   * @return this builder
   */
  public UpdateAgentBuilder withoutReliableClock() {
    clockReliable = false;
    return this;
  }

  /**
   * Sets how many assets are fetched at a time. The default is 2.
   *
   * @param count 1 to 8
   * @return this builder
   */
  public UpdateAgentBuilder parallel(int count) {
    if (count < 1 || count > MOST_PARALLEL) {
      throw new IllegalArgumentException("1 to " + MOST_PARALLEL + " at a time, not " + count);
    }
    parallel = count;
    return this;
  }

  /**
   * Sets the version of the system on this device. Applications that need a newer one are refused,
   * unless the upgrade brings it. By default it is not checked.
   *
   * @param version as in a module's dependency: 5500 for 5.5.0
   * @param upgrade brings a newer system
   * @return this builder
   */
  public UpdateAgentBuilder system(int version, SystemUpgrade upgrade) {
    systemVersion = OptionalInt.of(version);
    systemUpgrade = upgrade;
    return this;
  }

  /**
   * Allows applications that are older than the installed one, by their product version or release
   * counter.
   *
   * @return this builder
   */
  public UpdateAgentBuilder allowingDowngrade() {
    downgradeAllowed = true;
    return this;
  }

  /**
   * Sets who decides about updates. The default installs all of them at once.
   *
   * @param newControl decides
   * @return this builder
   */
  public UpdateAgentBuilder control(UpdateControl newControl) {
    control = newControl;
    return this;
  }

  /**
   * Installs applications on trial: unless an application {@linkplain Installer#confirm confirms}
   * in time, the previous one comes back with its assets. By default applications are installed for
   * good.
   *
   * @param time 1 second to 366 days
   * @return this builder
   */
  public UpdateAgentBuilder confirmingWithin(Duration time) {
    confirmWithin = Optional.of(time);
    return this;
  }

  /**
   * Sets what is called when the device has another application. The default does nothing.
   *
   * @param newHook notifies the application, or restarts it
   * @return this builder
   */
  public UpdateAgentBuilder applicationHook(ApplicationHook newHook) {
    hook = newHook;
    return this;
  }

  /**
   * Sets how large a bundle may be; {@link BundleLimits#DEFAULT} unless set.
   *
   * @param newLimits the limits
   * @return this builder
   */
  public UpdateAgentBuilder limits(BundleLimits newLimits) {
    limits = newLimits;
    return this;
  }

  /** Sets the time source, for tests. */
  UpdateAgentBuilder clock(InstantSource newClock) {
    clock = newClock;
    return this;
  }

  /**
   * Makes the agent.
   *
   * @return the agent
   * @throws IOException if the device's record of keys and releases can't be read
   */
  public UpdateAgent build() throws IOException {
    return new UpdateAgent(
        device,
        new UpdateOptions(parallel, control, confirmWithin, hook, clock),
        new AdmissionRules(
            keyring, clockReliable, downgradeAllowed, limits, systemVersion, systemUpgrade));
  }
}
