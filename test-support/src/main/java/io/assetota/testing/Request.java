package io.assetota.testing;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A request that a {@link WebServer} got.
 *
 * @param path with the query
 * @param headers the last value of each, by its name in lower case
 * @param body as UTF-8
 */
public record Request(String method, String path, Map<String, String> headers, String body) {
  /** Copies the headers, with their names in lower case. */
  public Request {
    headers =
        headers.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    header -> header.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
  }

  /** The value of a header. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The path alone. */
  public String pathWithoutQuery() {
    return path.replaceFirst("\\?.*", "");
  }

  /** Tells whether it is a request of this method for this path, with any query. */
  public boolean is(String wantedMethod, String wantedPath) {
    return method.equals(wantedMethod) && pathWithoutQuery().equals(wantedPath);
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
