package io.assetota.ota.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.model.AssetException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type as an address. */
class WebAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8080",
        "HTTP://Updates.Example/a.zip",
        "https://[::1]:8443/",
        "http://[fe80::1%25eth0]:8080/a.zip",
        "http://[fe80::1%eth0]/a.zip",
        "http://update_server:8080/a.zip",
        "https://user:p%40ss@host/a.zip?sig=x:99999#f"
      })
  void isTaken(String text) throws AssetException {
    assertThat(WebAddress.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8080, begin it with http://",
    "localhost:8080, begin it with http://",
    "updates.example, begin it with http://",
    "'', begin it with http://",
    "ftp://host/a.zip, use http:// or https://",
    "http://host:99999/, there is no port 99999",
    "http://host:0/, there is no port 0",
    "http://host:80x80/, there is no port 80x80",
    "http://user:secret@host:99999999999/?secret, there is no port 99999999999",
    "http://ho st/a.zip, write blanks",
    "http://user:secret@ho st/a.zip?secret, write blanks",
    "http://, is not a valid address",
    "http:///a.zip, has no valid host",
    "http://fe80::1/, has no valid host"
  })
  void isRefusedWithWhatIsWrong(String text, String why) {
    assertThatThrownBy(() -> WebAddress.parse(text))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("secret");
  }
}
