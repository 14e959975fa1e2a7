package io.assetota.maven;

import io.assetota.core.files.SecretText;
import io.assetota.core.model.AssetException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.jspecify.annotations.Nullable;

/**
 * Finds the token of an operator: in settings.xml, in a file, or in the environment. There is no
 * parameter for the token itself, since command lines and poms can be read by others.
 */
final class OperatorToken {
  private static final String VARIABLE = "ASSET_OTA_OPERATOR_TOKEN";

  private final Settings settings;
  private final SettingsDecrypter decrypter;
  private final Map<String, String> variables;

  OperatorToken(Settings settings, SettingsDecrypter decrypter, Map<String, String> variables) {
    this.settings = settings;
    this.decrypter = decrypter;
    this.variables = Map.copyOf(variables);
  }

  /**
   * Finds the token.
   *
   * @param serverId the id of a server in settings.xml, if the user gives one
   * @param file a file with the token, if the user gives one
   */
  String find(@Nullable String serverId, @Nullable File file) throws IOException {
    return SecretText.requireToken(secret(Texts.of(serverId), Optional.ofNullable(file)));
  }

  private String secret(Optional<String> serverId, Optional<File> file) throws IOException {
    if (serverId.isPresent() && file.isPresent()) {
      throw new AssetException("<serverId> and <tokenFile> exclude each other");
    }
    if (serverId.isPresent()) {
      return ofSettings(serverId.get());
    }
    if (file.isPresent()) {
      try (InputStream in = Files.newInputStream(file.get().toPath())) {
        return SecretText.ofFile(file.get().toString(), in.readNBytes(SecretText.MAX_LENGTH + 1));
      }
    }
    String variable = variables.get(VARIABLE);
    if (variable == null) {
      throw new AssetException(
          "the token of an operator is missing: name a server of settings.xml with <serverId>, or a"
              + " file with <tokenFile>, or set the environment variable "
              + VARIABLE);
    }
    return SecretText.of(VARIABLE, variable);
  }

  private String ofSettings(String id) throws AssetException {
    Server server = settings.getServer(id);
    if (server == null) {
      throw new AssetException(
          "settings.xml has no server " + id + ": add one with this id and the token as password");
    }
    SettingsDecryptionResult result =
        decrypter.decrypt(new DefaultSettingsDecryptionRequest(server));
    for (SettingsProblem problem : result.getProblems()) {
      throw new AssetException(
          "the password of the server "
              + id
              + " in settings.xml can't be decrypted: "
              + problem.getMessage());
    }
    String password = result.getServer().getPassword();
    return SecretText.of(
        "the password of the server " + id + " in settings.xml", password == null ? "" : password);
  }
}
