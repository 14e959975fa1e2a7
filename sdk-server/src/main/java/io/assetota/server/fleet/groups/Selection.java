package io.assetota.server.fleet.groups;

import java.time.Instant;

/**
 * A question about devices that has a name.
 *
 * @param name its name
 * @param query the question
 * @param devices how many devices it finds now
 * @param created when it was made, or changed
 */
public record Selection(String name, String query, long devices, Instant created) {}
