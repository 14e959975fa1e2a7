package io.assetota.cli.option;

import io.assetota.core.model.AssetException;
import io.assetota.ota.http.WebAddress;
import java.net.URI;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The address of a server, for all commands. What it says of a wrong one has no secrets in it. */
public final class AddressOption implements ITypeConverter<URI> {
  private static final int LAST_PORT = 65_535;

  @Override
  public URI convert(String value) {
    URI address;
    try {
      address = URI.create(value);
    } catch (IllegalArgumentException e) {
      // Java's own reason repeats the address, with its password.
      throw new TypeConversionException("it is no address: write one such as http://host:8080");
    }
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new TypeConversionException(
          "it is no http or https address: write one such as http://host:8080");
    }
    if (address.getRawAuthority() != null && address.getRawAuthority().contains("@")) {
      throw new TypeConversionException(
          "it has a user or password in it, which others would see and no server would get");
    }
    if (address.getPort() > LAST_PORT) {
      throw new TypeConversionException(
          "there is no port " + address.getPort() + ", only 1 to " + LAST_PORT);
    }
    try {
      return WebAddress.parse(value);
    } catch (AssetException e) {
      throw new TypeConversionException("the address has no host, or none that can be asked");
    }
  }
}
