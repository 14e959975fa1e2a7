/**
 * How the command speaks: {@link io.assetota.cli.output.Console} has the two streams and what is
 * known of the terminal, {@link io.assetota.cli.output.Report} is a result that can be said to
 * people ({@link io.assetota.cli.output.Table}, {@link io.assetota.cli.output.Facts}) and to
 * programs ({@link io.assetota.cli.output.JsonObject}).
 */
@NullMarked
package io.assetota.cli.output;

import org.jspecify.annotations.NullMarked;
