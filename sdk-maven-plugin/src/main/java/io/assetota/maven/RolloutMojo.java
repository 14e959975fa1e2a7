package io.assetota.maven;

import com.google.common.collect.ImmutableList;
import io.assetota.core.bundle.VerifyOptions;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.TimeSpan;
import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.http.WebAddress;
import io.assetota.ota.operator.CheckedBundle;
import io.assetota.ota.operator.OperatorApi;
import io.assetota.ota.operator.OperatorApi.Release;
import io.assetota.ota.operator.RolloutOrder;
import io.assetota.ota.operator.RolloutOrder.Receivers;
import io.assetota.ota.operator.RolloutOutcome;
import io.assetota.ota.operator.RolloutOutcome.End;
import io.assetota.ota.operator.RolloutWatch;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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
public final class RolloutMojo extends BundleFileMojo {
  /** The address of the server's console. */
  @Parameter(property = "assetOta.server", required = true)
  String server = "";

  /** The id of a server in settings.xml, whose password is the token of an operator. */
  @Parameter(property = "assetOta.serverId")
  @Nullable String serverId;

  /** A file that contains only the token of an operator. */
  @Parameter(property = "assetOta.tokenFile")
  @Nullable File tokenFile;

  /** Assign the release to this device. */
  @Parameter(property = "assetOta.device")
  @Nullable String device;

  /** Assign the release to the devices with this tag, including later ones. */
  @Parameter(property = "assetOta.tag")
  @Nullable String tag;

  /** Assign the release to what this saved selection finds, including later devices. */
  @Parameter(property = "assetOta.selection")
  @Nullable String selection;

  /** Assign the release to all devices of its platform, including later ones. */
  @Parameter(property = "assetOta.all", defaultValue = "false")
  boolean all;

  /** How many get it first: a count, or a share such as 10%. Default: all at once. */
  @Parameter(property = "assetOta.first")
  @Nullable String first;

  /** How many get it in each wave: counts and shares such as 1,10%,50%. The rest follows. */
  @Parameter(property = "assetOta.waves")
  @Nullable String waves;

  /** How long to wait after each wave, such as 30m, 2h or 1d. Default: not at all. */
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

  /** Wait until all devices that are there are done, and fail the build if they don't succeed. */
  @Parameter(property = "assetOta.wait", defaultValue = "false")
  boolean wait;

  /** Wait no longer than this, such as 30m; then the build fails, and the rollout goes on. */
  @Parameter(property = "assetOta.waitTimeout")
  @Nullable String waitTimeout;

  private final OperatorToken token;

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
    this.token = token;
  }

  @Override
  void run(Path bundle) throws IOException, MojoFailureException {
    URI address = WebAddress.parse(server.strip());
    requireNoPassword(address);
    Optional<Duration> timeout = Texts.parse("waitTimeout", waitTimeout, TimeSpan::parse);
    Optional<RolloutOrder> order = receivers().map(this::order);
    if (order.isEmpty() && wait) {
      throw new AssetException("<wait> needs devices: set <device>, <tag>, <selection> or <all>");
    }
    OperatorApi api =
        new OperatorApi(HttpOptions.defaults(), address, token.find(serverId, tokenFile));
    CheckedBundle checked =
        CheckedBundle.of(api, bundle, VerifyOptions.DEFAULT.withLimits(limits()));
    if (order.isPresent()) {
      checked.check(order.get());
    }
    Release release = checked.publish();
    getLog().info("Release " + release.id() + ": " + release.name() + " " + release.version());
    if (order.isEmpty()) {
      getLog().info("Not assigned to devices yet: do this at " + address);
      return;
    }
    long rollout = api.rollOut(release, order.get());
    getLog().info("Rollout " + rollout + " delivers it to " + order.get().receivers() + ".");
    if (wait) {
      await(api, rollout, timeout);
    }
  }

  private static void requireNoPassword(URI address) throws AssetException {
    if (address.getRawUserInfo() != null) {
      throw new AssetException(
          "<server> has a user or a password, which others could see in logs: use <serverId>");
    }
  }

  private Optional<Receivers> receivers() throws AssetException {
    List<Receivers> given = new ArrayList<>();
    Texts.of(device).ifPresent(d -> given.add(Receivers.named(Receivers.Kind.DEVICE, d)));
    Texts.of(tag).ifPresent(t -> given.add(Receivers.named(Receivers.Kind.TAG, t)));
    Texts.of(selection).ifPresent(s -> given.add(Receivers.named(Receivers.Kind.SELECTION, s)));
    if (all) {
      given.add(Receivers.all());
    }
    if (given.size() > 1) {
      throw new AssetException("<device>, <tag>, <selection> and <all> exclude each other");
    }
    return given.stream().findFirst();
  }

  private RolloutOrder order(Receivers to) {
    return new RolloutOrder(
        to,
        Texts.of(first),
        Texts.of(waves),
        Texts.of(soak),
        Texts.of(waveFailures),
        Texts.of(maxFailures),
        ImmutableList.of());
  }

  private void await(OperatorApi api, long rollout, Optional<Duration> timeout)
      throws IOException, MojoFailureException {
    RolloutOutcome outcome =
        new RolloutWatch(
                () -> RolloutOutcome.of(api.progress(rollout)),
                new Changes(getLog()::info),
                timeout)
            .follow();
    if (outcome.end() != End.DONE) {
      String what = outcome.end() == End.STOPPED ? " did not succeed: " : " is not done in time: ";
      List<String> lines = new ArrayList<>(List.of("Rollout " + rollout + what + outcome.line()));
      lines.addAll(outcome.details());
      throw new MojoFailureException(String.join("\n", lines));
    }
  }

  /** Hands on what differs from the last line. */
  private static final class Changes implements Consumer<String> {
    private final Consumer<String> log;
    private String last = "";

    Changes(Consumer<String> log) {
      this.log = log;
    }

    @Override
    public void accept(String line) {
      if (!line.equals(last)) {
        log.accept(line);
        last = line;
      }
    }
  }
}
