package io.assetota.cli.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assetota.testing.Answer;
import io.assetota.testing.Request;
import io.assetota.testing.WebServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A hawkBit with one update for its one device, whose artifact is elsewhere. Its Management API is
 * empty and takes everything.
 */
public final class HawkbitStub implements AutoCloseable {
  public static final String DEVICE = "gw-7";

  private final WebServer server = WebServer.start(this::answer);
  private final List<String> ends = new CopyOnWriteArrayList<>();
  private volatile String deployment = "";

  public HawkbitStub() throws IOException {}

  public URI url() {
    return server.uri();
  }

  /** Offers a bundle, until the device says how the update ended. */
  public void offer(URI bundle, long size) {
    deployment =
        """
        {"id":"1","deployment":{"download":"forced","update":"forced","chunks":[{"part":"bApp",
        "version":"2","name":"kiosk","artifacts":[{"filename":"bundle.zip","size":%d,
        "hashes":{"sha256":"00"},"_links":{"download-http":{"href":"%s"}}}]}]}}\
        """
            .formatted(size, bundle);
  }

  public List<Request> requests() {
    return server.requests();
  }

  /** The results of the updates that were said to have ended. */
  public List<String> ends() {
    return List.copyOf(ends);
  }

  private Answer answer(Request request) throws IOException {
    String path = request.pathWithoutQuery();
    if (!path.startsWith("/rest/v1/")) {
      return Answer.json(device(path, request.body()));
    }
    boolean post = request.method().equals("POST");
    String query = request.path().substring(path.length());
    return Answer.json(management(path, query, post)).withStatus(post ? 201 : 200);
  }

  private static String management(String path, String query, boolean post) {
    if (path.endsWith("/artifacts")) {
      return post ? "{\"hashes\":{\"sha256\":\"" + query.replace("?sha256sum=", "") + "\"}}" : "[]";
    }
    if (path.endsWith("moduletypes") && !path.endsWith("softwaremoduletypes")) {
      return path.contains("mandatory") ? "[{\"key\":\"application\"}]" : "[]";
    }
    if (path.endsWith("types")) {
      String key = path.endsWith("softwaremoduletypes") ? "application" : "app";
      return "{\"content\":[{\"id\":2,\"key\":\"" + key + "\"}]}";
    }
    return post ? "[{\"id\":7}]" : "{\"content\":[]}";
  }

  private String device(String path, String body) throws IOException {
    if (path.endsWith("/feedback")) {
      JsonNode status = new ObjectMapper().readTree(body).path("status");
      if (status.path("execution").asText().equals("closed")) {
        ends.add(status.at("/result/finished").asText());
        deployment = "";
      }
      return "{}";
    }
    if (path.contains("/deploymentBase/")) {
      return deployment;
    }
    String link =
        deployment.isEmpty()
            ? ""
            : "\"deploymentBase\":{\"href\":\"" + url() + path + "/deploymentBase/1\"}";
    return "{\"config\":{\"polling\":{\"sleep\":\"00:10:00\"}},\"_links\":{" + link + "}}";
  }

  @Override
  public void close() {
    server.close();
  }
}
