/**
 * Makes keys and keyrings, and signs bundles. {@link io.assetota.cli.signing.SigningCommands} lists
 * the commands, {@link io.assetota.cli.signing.KeyFiles} loads what the user named.
 */
@NullMarked
package io.assetota.cli.signing;

import org.jspecify.annotations.NullMarked;
