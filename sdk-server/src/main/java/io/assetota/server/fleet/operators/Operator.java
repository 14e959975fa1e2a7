package io.assetota.server.fleet.operators;

import java.time.Instant;

/**
 * Somebody, or a program, that uses the console or the API.
 *
 * @param id its number, which no other one ever gets
 * @param name what it logs in with
 * @param role what it may do
 * @param created since when it is known
 * @param passwordMark differs with each password; empty without one
 */
public record Operator(long id, String name, Role role, Instant created, String passwordMark) {
  /** Whether it can log in to the console. */
  public boolean hasPassword() {
    return !passwordMark.isEmpty();
  }
}
