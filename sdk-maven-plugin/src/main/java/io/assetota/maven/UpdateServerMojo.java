package io.assetota.maven;

import io.assetota.core.model.AssetException;
import io.assetota.ota.http.Authorities;
import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.http.WebAddress;
import io.assetota.ota.operator.OperatorApi;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** How a goal reaches an update server, as an operator of it. */
abstract class UpdateServerMojo extends BundleFileMojo {
  /** The address of the server's console. */
  @Parameter(property = "assetOta.server", required = true)
  String server = "";

  /** The id of a server in settings.xml, whose password is the token of an operator. */
  @Parameter(property = "assetOta.serverId")
  @Nullable String serverId;

  /** A file that contains only the token of an operator. */
  @Parameter(property = "assetOta.tokenFile")
  @Nullable File tokenFile;

  /**
   * A file with certificates of authorities, in PEM format: the server must have one of theirs.
   * Default: the trust store of Maven's JVM.
   */
  @Parameter(property = "assetOta.ca")
  @Nullable File ca;

  private final OperatorToken token;

  UpdateServerMojo(OperatorToken token) {
    this.token = token;
  }

  /** Returns the address; refuses one with a password. */
  final URI address() throws AssetException {
    URI address = WebAddress.parse(server.strip());
    if (address.getRawUserInfo() != null) {
      throw new AssetException(
          "<server> has a user or a password, which others could see in logs: use <serverId>");
    }
    return address;
  }

  /** Makes the client; nothing is sent yet. */
  final OperatorApi open(URI address) throws IOException {
    return new OperatorApi(http(), address, token.find(serverId, tokenFile));
  }

  private HttpOptions http() throws IOException {
    if (ca == null) {
      return HttpOptions.defaults();
    }
    return HttpOptions.of(
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(HttpOptions.CONNECT_TIMEOUT)
            .sslContext(Authorities.parse(ca.toString(), read(ca, Authorities.MAX_BYTES)).context())
            .build());
  }

  /** Reads a file; of a longer one than allowed, one byte more. */
  static byte[] read(File file, int most) throws IOException {
    try (InputStream in = Files.newInputStream(file.toPath())) {
      return in.readNBytes(most + 1);
    }
  }
}
