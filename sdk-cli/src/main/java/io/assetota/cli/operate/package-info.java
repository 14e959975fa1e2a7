/**
 * The commands {@code fleet ...}, and what they share with those that begin a rollout: {@link
 * io.assetota.cli.operate.FleetCommand} lists them.
 */
@NullMarked
package io.assetota.cli.operate;

import org.jspecify.annotations.NullMarked;
