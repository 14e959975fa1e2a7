package io.assetota.maven;

import com.google.common.collect.ImmutableList;
import io.assetota.core.bundle.VerifyOptions;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.TimeSpan;
import io.assetota.ota.operator.CheckedBundle;
import io.assetota.ota.operator.DeviceList;
import io.assetota.ota.operator.Installation;
import io.assetota.ota.operator.Installation.Consent;
import io.assetota.ota.operator.Installation.Mode;
import io.assetota.ota.operator.OperatorApi;
import io.assetota.ota.operator.OperatorApi.Release;
import io.assetota.ota.operator.RolloutOrder;
import io.assetota.ota.operator.RolloutOrder.Receivers;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Uploads the bundle to an update server, and assigns it to devices. With wait, fails the build if
 * the rollout halts, with the reasons of the devices that failed. The token of the operator is the
 * password of a server in settings.xml, or in a file, or in the environment variable
 * ASSET_OTA_OPERATOR_TOKEN.
 */
@Mojo(name = "rollout", defaultPhase = LifecyclePhase.DEPLOY, threadSafe = true)
public final class RolloutMojo extends UpdateServerMojo {
  /** Assign the release to this device. */
  @Parameter(property = "assetOta.device")
  @Nullable String device;

  /** Assign the release to the devices with this tag, including later ones. */
  @Parameter(property = "assetOta.tag")
  @Nullable String tag;

  /** Assign the release to what this saved selection finds, including later devices. */
  @Parameter(property = "assetOta.selection")
  @Nullable String selection;

  /** Assign the release to the devices in this file, one a line. */
  @Parameter(property = "assetOta.devicesFrom")
  @Nullable File devicesFrom;

  /** Assign the release to all devices of its platform, including later ones. */
  @Parameter(property = "assetOta.all", defaultValue = "false")
  boolean all;

  /** Also assign it to devices on which this release has failed its trial. */
  @Parameter(property = "assetOta.force", defaultValue = "false")
  boolean force;

  /**
   * When devices install it: forced (at once), soft (when it suits them), or download_only (they
   * only fetch it). Default: forced.
   */
  @Parameter(property = "assetOta.mode")
  @Nullable String mode;

  /**
   * Install it only at this time of each day, such as 02:30-04:30 Europe/Berlin. Devices fetch it
   * before. Default: at any time; without a zone it is UTC.
   */
  @Parameter(property = "assetOta.window")
  @Nullable String window;

  /** Whether the owner of a device has to agree first. */
  @Parameter(property = "assetOta.confirm", defaultValue = "false")
  boolean confirm;

  /** How many get it first: a count, or a share such as 10%. Default: all at once. */
  @Parameter(property = "assetOta.first")
  @Nullable String first;

  /** How many get it in each wave: counts and shares such as 1,10%,50%. The rest follows. */
  @Parameter(property = "assetOta.waves")
  @Nullable String waves;

  /**
   * How long to wait after each wave, such as 30m, 2h or 1d. Applications that fail again and again
   * in this time are failures, too. Default: not at all.
   */
  @Parameter(property = "assetOta.soak")
  @Nullable String soak;

  /**
   * How many failures in one wave halt the rollout. Default: one in the first wave, and the share
   * of maxFailures in the others.
   */
  @Parameter(property = "assetOta.waveFailures")
  @Nullable String waveFailures;

  /**
   * How many failures in all halt the rollout: a count such as 5, a share such as 2% of the
   * finished updates (from three failures on), or none. Default: 20%.
   */
  @Parameter(property = "assetOta.maxFailures")
  @Nullable String maxFailures;

  /** Wait for a person after the first wave. */
  @Parameter(property = "assetOta.hold", defaultValue = "false")
  boolean hold;

  /** Wait until all devices that are there are done, and fail the build if they don't succeed. */
  @Parameter(property = "assetOta.wait", defaultValue = "false")
  boolean wait;

  /** Wait no longer than this, such as 30m; then the build fails, and the rollout goes on. */
  @Parameter(property = "assetOta.waitTimeout")
  @Nullable String waitTimeout;

  /**
   * Creates the goal.
   *
   * @param session has the settings
   * @param decrypter decrypts their passwords
   */
  @Inject
  public RolloutMojo(MavenSession session, SettingsDecrypter decrypter) {
    this(new OperatorToken(session.getSettings(), decrypter, System.getenv()));
  }

  RolloutMojo(OperatorToken token) {
    super(token);
  }

  @Override
  void run(Path bundle) throws IOException, MojoFailureException {
    URI address = address();
    Optional<Duration> timeout = Texts.parse("waitTimeout", waitTimeout, TimeSpan::parse);
    Optional<RolloutOrder> order = order();
    if (order.isEmpty() && wait) {
      throw new AssetException(
          "<wait> needs devices: set <device>, <tag>, <selection>, <devicesFrom> or <all>");
    }
    OperatorApi api = open(address);
    CheckedBundle checked =
        CheckedBundle.of(api, bundle, VerifyOptions.DEFAULT.withLimits(limits()));
    if (order.isEmpty()) {
      publish(checked);
      getLog().info("Not assigned to devices yet: do this at " + address);
      return;
    }
    Installation installation = checked.check(order.get()).installation();
    long rollout = api.rollOut(publish(checked), order.get());
    getLog().info("Rollout " + rollout + " delivers it to " + order.get().receivers() + ".");
    if (!installation.equals(Installation.USUAL)) {
      getLog().info("Devices " + installation.inWords() + ".");
    }
    if (wait) {
      new RolloutEnd(getLog()::info).await(api, rollout, timeout);
    }
  }

  private Release publish(CheckedBundle bundle) throws IOException {
    Release release = bundle.publish();
    getLog().info("Release " + release.id() + ": " + release.name() + " " + release.version());
    return release;
  }

  private Optional<Receivers> receivers() throws IOException {
    List<Receivers> given = new ArrayList<>();
    Texts.of(device).ifPresent(d -> given.add(Receivers.named(Receivers.Kind.DEVICE, d)));
    Texts.of(tag).ifPresent(t -> given.add(Receivers.named(Receivers.Kind.TAG, t)));
    Texts.of(selection).ifPresent(s -> given.add(Receivers.named(Receivers.Kind.SELECTION, s)));
    if (devicesFrom != null) {
      given.add(
          Receivers.list(
              DeviceList.parse(devicesFrom.toString(), read(devicesFrom, DeviceList.MAX_BYTES))));
    }
    if (all) {
      given.add(Receivers.all());
    }
    if (given.size() > 1) {
      throw new AssetException(
          "<device>, <tag>, <selection>, <devicesFrom> and <all> exclude each other");
    }
    return given.stream().findFirst();
  }

  private Optional<RolloutOrder> order() throws IOException {
    Optional<Receivers> receivers = receivers();
    return receivers.isPresent() ? Optional.of(order(receivers.get())) : Optional.empty();
  }

  private RolloutOrder order(Receivers to) throws AssetException {
    Optional<String> firstWave = Texts.given("first", first);
    Optional<String> named = Texts.given("waves", waves);
    ImmutableList.Builder<RolloutOrder.Option> options = ImmutableList.builder();
    if (hold) {
      if (firstWave.isEmpty() && named.isEmpty()) {
        throw new AssetException("<hold> needs <first> or <waves>");
      }
      options.add(RolloutOrder.Option.HOLD);
    }
    if (force) {
      options.add(RolloutOrder.Option.FORCE);
    }
    return new RolloutOrder(
        to,
        firstWave,
        named,
        Texts.given("soak", soak),
        Texts.given("waveFailures", waveFailures),
        Texts.given("maxFailures", maxFailures),
        installation(),
        options.build());
  }

  private Installation installation() throws AssetException {
    return new Installation(
        Texts.parse("mode", mode, Mode::parse).orElse(Mode.FORCED),
        confirm ? Consent.OF_OWNER : Consent.NOT_NEEDED,
        Texts.given("window", window));
  }
}
