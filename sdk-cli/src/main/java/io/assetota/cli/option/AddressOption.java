package io.assetota.cli.option;

import io.assetota.core.model.AssetException;
import io.assetota.ota.http.WebAddress;
import java.net.URI;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The address of a server. Messages about a wrong one never quote it: it may contain a password.
 */
public final class AddressOption implements ITypeConverter<URI> {
  private static final int LAST_PORT = 65_535;

  @Override
  public URI convert(String value) {
    URI address;
    try {
      address = URI.create(value);
    } catch (IllegalArgumentException e) {
      // Java's own reason repeats the address, with its password.
      throw new TypeConversionException("not an address: expected one such as http://host:8080");
    }
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new TypeConversionException(
          "not an http or https address: expected one such as http://host:8080");
    }
    if (address.getRawAuthority() != null && address.getRawAuthority().contains("@")) {
      throw new TypeConversionException(
          "an address with a user or password is not supported: other users could see it");
    }
    if (address.getPort() > LAST_PORT) {
      throw new TypeConversionException(
          "port " + address.getPort() + " is out of range: 1 to " + LAST_PORT);
    }
    try {
      return WebAddress.parse(value);
    } catch (AssetException e) {
      throw new TypeConversionException("the address has no valid host name");
    }
  }
}
