package io.assetota.cli.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.bundle.BundleBuilder;
import io.assetota.bundle.ProjectProperties;
import io.assetota.core.AssetManager;
import io.assetota.core.AssetRouter;
import io.assetota.core.install.Installer;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetReader;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.release.Keyring;
import io.assetota.handlers.files.FilesHandler;
import io.assetota.ota.ApplicationHook;
import io.assetota.ota.UpdateAgent;
import io.assetota.ota.UpdateControl;
import io.assetota.ota.UpdateListener;
import io.assetota.ota.UpdatePlan;
import io.assetota.ota.hawkbit.agent.HawkbitAgent;
import io.assetota.ota.hawkbit.agent.HawkbitDevice;
import io.assetota.ota.hawkbit.ddi.DdiClient;
import io.assetota.ota.hawkbit.ddi.DdiCredentials;
import io.assetota.ota.hawkbit.ddi.DdiEndpoint;
import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.http.Proxies;
import io.assetota.ota.source.BundleSource;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The Java of our documentation. {@link DocumentationTest} compares both, and runs this. */
final class DocumentedExamples {
  final List<String> configured = new ArrayList<>();

  private void configure(Asset asset) throws IOException {
    try (AssetReader in = asset.open()) {
      configured.add(new String(in.readAllBytes(), UTF_8));
    }
  }

  void application(Path home, Path folder) throws IOException {
    // example: application
    try (AssetManager assets = AssetManager.open(home)) {
      assets.onAssetOta(
          AssetRouter.builder()
              .route("settings.json", (asset, context) -> configure(asset))
              .others(new FilesHandler(folder).removingGone())
              .build());
      assets.start(); // calls a handler for each asset that is new to it
    }
    // end
  }

  void bundle(FirmwareModule application, Path project, Path release) throws IOException {
    // example: bundle
    BundleBuilder.forApplication(application)
        .project(ProjectProperties.read(project))
        .writeTo(release);
    // end
  }

  void update(Path home, Path release) throws IOException {
    // example: update
    try (Installer device = Installer.open(home)) {
      UpdateAgent agent = UpdateAgent.forDevice(device).build();
      agent.install(release);
    }
    // end
  }

  void read(Path home, OutputStream out) throws IOException {
    // example: read
    try (AssetManager assets = AssetManager.open(home)) {
      Asset logo = assets.available("logo.png").orElseThrow();
      try (AssetReader in = logo.open()) {
        in.transferTo(out);
      }
    }
    // end
  }

  /** Compiled only: nobody has this server. */
  void hawkbit(Installer device, AssetManager assets, String token, Path keyring)
      throws IOException {
    // example: hawkbit
    DdiEndpoint endpoint =
        new DdiEndpoint(
            URI.create("https://hawkbit.example"),
            "DEFAULT",
            "gw-7",
            DdiCredentials.targetToken(token));
    UpdateAgent updates = UpdateAgent.forDevice(device).trusting(Keyring.load(keyring)).build();
    try (HawkbitAgent agent =
        HawkbitAgent.of(
                new DdiClient(endpoint, HttpOptions.defaults()), HawkbitDevice.of(device, updates))
            .actionHook(status -> assets.deliver()) // the application is told of its new assets
            .build()) {
      agent.run(); // until it is closed
    }
    // end
  }

  /** What a device moves. */
  interface Machine {
    void awaitRest() throws InterruptedException;
  }

  interface ServiceManager {
    void restart(String service) throws IOException;
  }

  void updateFromServer(Path home, Path keyring) throws IOException {
    // example: web
    try (Installer device = Installer.open(home);
        BundleSource source = BundleSource.of(URI.create("https://updates.example/release.zip"))) {
      UpdateAgent agent = UpdateAgent.forDevice(device).trusting(Keyring.load(keyring)).build();
      agent.update(source, UpdateListener.NONE);
    }
    // end
  }

  UpdateAgent controlled(Installer device, Machine machine) throws IOException {
    // example: control
    UpdateControl whenTheMachineRests =
        new UpdateControl() {
          @Override
          public Decision decide(UpdatePlan plan) {
            return plan.bytesToFetch() < 50_000_000 ? Decision.INSTALL : Decision.DECLINE;
          }

          @Override
          public void beforeInstall(UpdatePlan plan) throws IOException, InterruptedException {
            machine.awaitRest();
          }
        };
    UpdateAgent agent = UpdateAgent.forDevice(device).control(whenTheMachineRests).build();
    // end
    return agent;
  }

  UpdateAgent onTrial(Installer device, AssetManager assets) throws IOException {
    // example: trial
    UpdateAgent agent =
        UpdateAgent.forDevice(device)
            .confirmingWithin(Duration.ofMinutes(10))
            .applicationHook(ApplicationHook.deliver(assets))
            .build();
    // end
    return agent;
  }

  void confirm(AssetManager assets) throws IOException {
    // example: confirm
    assets.confirm(); // false, and harmless, if nothing is on trial
    // end
  }

  UpdateAgent restarting(Installer device, ServiceManager serviceManager) throws IOException {
    // example: hook
    UpdateAgent agent =
        UpdateAgent.forDevice(device).applicationHook(d -> serviceManager.restart("kiosk")).build();
    // end
    return agent;
  }

  void goOn(UpdateAgent agent, int systemVersion, BundleSource source) throws IOException {
    // example: pending
    if (agent.pending().isPresent() && agent.pending().get().isReady(systemVersion)) {
      agent.update(source, UpdateListener.NONE); // the same bundle
    }
    // end
  }

  HttpOptions proxies() throws IOException {
    // example: proxy
    HttpClient.Builder client = HttpClient.newBuilder();
    Proxies.of(System.getenv()).ifPresent(client::proxy);
    HttpOptions options = HttpOptions.of(client.build());
    // end
    return options;
  }
}
