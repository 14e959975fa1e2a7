/**
 * Runs an update server, and brings bundles to one. {@link io.assetota.cli.fleet.FleetCommands}
 * lists the commands, {@link io.assetota.cli.fleet.OperatorApi} is the client of our own server.
 */
@NullMarked
package io.assetota.cli.fleet;

import org.jspecify.annotations.NullMarked;
