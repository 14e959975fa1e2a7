/**
 * Options that several commands share, and the converters of their values, such as {@link
 * io.assetota.cli.option.WebOptions} and {@link io.assetota.cli.option.DurationOption}. What only
 * one package needs stays there.
 */
@NullMarked
package io.assetota.cli.option;

import org.jspecify.annotations.NullMarked;
