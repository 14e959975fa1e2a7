package io.assetota.server.console.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.model.AssetException;
import io.assetota.server.fleet.Tokens;
import io.assetota.server.store.Database;
import io.assetota.server.web.BaseUrl;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.jetty.http.HttpCookie;

/**
 * The browsers with which somebody has logged in earlier. Each has a mark of its own, and its own
 * count of wrong passwords, so that strangers can't lock it out (OWASP, Slow Down Online Guessing
 * Attacks with Device Cookies). The mark alone gives no access.
 */
public final class KnownBrowsers {
  /** The setting with the key of the marks; without it, all browsers are strangers. */
  static final String SETTING = "browser.key";

  private static final String ALGORITHM = "HmacSHA256";
  private static final Duration KEPT = Duration.ofDays(365);

  private final Database database;
  private final Tokens tokens;
  private final BaseUrl baseUrl;

  KnownBrowsers(Database database, Tokens tokens, BaseUrl baseUrl) {
    this.database = database;
    this.tokens = tokens;
    this.baseUrl = baseUrl;
  }

  /** Returns the name of a known browser; empty for a stranger's. */
  public Optional<String> of(Exchange exchange) throws IOException {
    String mark = exchange.cookie(cookieName(exchange)).orElse("");
    int dot = mark.indexOf('.');
    if (dot < 0 || !MessageDigest.isEqual(mark.getBytes(UTF_8), sign(mark.substring(0, dot)))) {
      return Optional.empty();
    }
    exchange.isKnown();
    return Optional.of(mark.substring(0, dot));
  }

  /** Marks the browser of somebody who has just logged in. */
  public void remember(Exchange exchange) throws IOException {
    boolean encrypted = baseUrl.isEncrypted(exchange);
    exchange.setCookie(
        HttpCookie.build(cookieName(exchange), new String(sign(tokens.generate()), UTF_8))
            .path("/")
            .httpOnly(true)
            .secure(encrypted)
            .sameSite(HttpCookie.SameSite.STRICT)
            .maxAge(KEPT.toSeconds())
            .build());
  }

  private byte[] sign(String name) throws IOException {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key().getBytes(UTF_8), ALGORITHM));
      String signature = HexFormat.of().formatHex(mac.doFinal(name.getBytes(UTF_8)));
      return (name + "." + signature).getBytes(UTF_8);
    } catch (GeneralSecurityException e) {
      throw new AssetException("This Java has no " + ALGORITHM + "; use a complete one", e);
    }
  }

  private String key() throws IOException {
    String query = "SELECT content FROM setting WHERE name = ?";
    Optional<String> key = database.read(sql -> sql.first(query, row -> row.getString(1), SETTING));
    if (key.isPresent()) {
      return key.get();
    }
    return database.compute(
        sql -> {
          Optional<String> meanwhile = sql.first(query, row -> row.getString(1), SETTING);
          if (meanwhile.isPresent()) {
            return meanwhile.get();
          }
          String made = tokens.generate();
          sql.update("INSERT INTO setting (name, content) VALUES (?, ?)", SETTING, made);
          return made;
        });
  }

  private String cookieName(Exchange exchange) throws HttpException {
    return baseUrl.isEncrypted(exchange) ? "__Host-browser" : "browser";
  }
}
