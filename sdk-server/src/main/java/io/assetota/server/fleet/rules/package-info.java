/**
 * The rules of updates, as plain code without a database: {@link
 * io.assetota.server.fleet.rules.ActionRules} for one device, {@link
 * io.assetota.server.fleet.rules.RolloutRules} for a release on its way, {@link
 * io.assetota.server.fleet.rules.LostRelease} for what a device gets again, and {@link
 * io.assetota.server.fleet.rules.Relapse} for updates that fail later.
 */
@NullMarked
package io.assetota.server.fleet.rules;

import org.jspecify.annotations.NullMarked;
