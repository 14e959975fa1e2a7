package io.assetota.benchmarks.load;

import io.assetota.bundle.BundleBuilder;
import io.assetota.core.model.Platform;
import io.assetota.core.module.ApplicationModule;
import io.assetota.core.module.ProductData;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server that is measured.
 *
 * @param address its address
 * @param gateway what devices send as their authorization
 */
record MeasuredServer(URI address, String gateway) {
  /** The gateway token that the scripts start it with. */
  static final String GATEWAY = "GatewayToken gateway-token-for-benchmarks";

  /** The operator's token that the scripts start it with. */
  static final String OPERATOR = "Bearer operator-token-for-benchmarks";

  private static final Pattern HREF = Pattern.compile("\"download-http\":\\{\"href\":\"([^\"]+)\"");
  private static final int MEGABYTES = 64;

  /**
   * Publishes a release, and rolls it out to devices that will download it.
   *
   * @param folder for the bundle
   * @param prefix of the names of these devices, with a number behind it
   */
  void prepare(Path folder, String prefix, int devices) throws IOException, InterruptedException {
    byte[] noise = new byte[MEGABYTES << 20];
    new Random(1).nextBytes(noise);
    Path bundle = folder.resolve("bundle.zip");
    BundleBuilder.forApplication(
            ApplicationModule.wrap(
                Platform.LINUX, new ProductData(1, 1), 5500, "app", Arrays.copyOf(noise, 1000)),
            "app.bin")
        .asset("noise", noise)
        .writeTo(bundle);
    send("api/v1/releases", OPERATOR, BodyPublishers.ofFile(bundle));
    Files.delete(bundle);
    for (int i = 0; i < devices; i++) {
      String device = prefix + i;
      send("DEFAULT/controller/v1/" + device, gateway, BodyPublishers.noBody());
      send(
          "api/v1/rollouts",
          OPERATOR,
          BodyPublishers.ofString("{\"release\":1,\"device\":\"" + device + "\"}"));
    }
  }

  /** Returns the path at which one of these devices finds the bundle. */
  String download(String prefix, int device) throws IOException, InterruptedException {
    // Actions are numbered as they were made, one for each device.
    String answer =
        send(
            "DEFAULT/controller/v1/" + prefix + device + "/deploymentBase/" + (device + 1),
            gateway,
            BodyPublishers.noBody());
    Matcher href = HREF.matcher(answer);
    if (!href.find()) {
      throw new IOException("nothing to download for " + prefix + device + ": " + answer);
    }
    return URI.create(href.group(1)).getPath();
  }

  private String send(String path, String authorization, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(path)).header("Authorization", authorization);
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                (body.contentLength() == 0 ? request : request.POST(body)).build(),
                BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IOException(path + " answered with " + response.statusCode() + response.body());
    }
    return response.body();
  }
}
