/**
 * Tries coprocessors, displays and sound without an application. {@link
 * io.assetota.cli.parts.PartsCommands} lists the commands.
 */
@NullMarked
package io.assetota.cli.parts;

import org.jspecify.annotations.NullMarked;
