package io.assetota.server.fleet.operators;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an operator may do. Each role may do what those before it may. */
public enum Role {
  /** Look at everything but operators, tokens and the audit trail. */
  READ,
  /** Publish releases, and bring them to devices. */
  ROLLOUT,
  /** Everything. */
  ADMINISTER;

  /** Tells whether whoever has this role may do what asks for another one. */
  public boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }

  /** What people and programs call it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Finds a role by what people call it. */
  public static Optional<Role> of(String text) {
    return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
  }

  /** All of them, for a message. */
  public static String texts() {
    return Arrays.stream(values()).map(Role::text).collect(Collectors.joining(", "));
  }
}
