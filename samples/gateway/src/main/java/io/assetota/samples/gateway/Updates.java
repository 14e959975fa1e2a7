package io.assetota.samples.gateway;

import io.assetota.core.device.DeviceStatus;
import io.assetota.core.install.Installer;
import io.assetota.core.release.Keyring;
import io.assetota.ota.UpdateAgent;
import io.assetota.ota.UpdateAgentBuilder;
import io.assetota.ota.hawkbit.agent.HawkbitAgent;
import io.assetota.ota.hawkbit.agent.HawkbitDevice;
import io.assetota.ota.hawkbit.ddi.DdiClient;
import io.assetota.ota.http.HttpOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes updates from the server, until there is one that the application has to be started for. */
final class Updates implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Updates.class);

  /** How long a new application has to show that it works, before the former one comes back. */
  private static final Duration TRIAL = Duration.ofMinutes(10);

  private final HawkbitAgent agent;
  private boolean changed;

  Updates(Installer assets, Options options, URI server) throws IOException {
    UpdateAgentBuilder updates = UpdateAgent.forDevice(assets).confirmingWithin(TRIAL);
    if (options.keyring != null) {
      updates.trusting(Keyring.load(options.keyring));
    }
    HttpOptions http = HttpOptions.defaults().withRateLimit(options.limitRate);
    this.agent =
        HawkbitAgent.of(
                new DdiClient(options.endpoint(server), http),
                HawkbitDevice.of(assets, updates.build()))
            .actionHook(this::startAgain)
            .listener(new UpdateLog())
            .build();
  }

  private void startAgain(DeviceStatus status) {
    log.info("There is another application with other assets: it has to be started");
    changed = true;
    agent.close();
  }

  /** Polls once; returns true if the application has to be started again. */
  boolean once() throws IOException {
    agent.runOnce();
    return changed;
  }

  /** Polls until the thread is interrupted, or the application has to be started again. */
  boolean await() {
    agent.run();
    return changed;
  }

  @Override
  public void close() {
    agent.close();
  }
}
