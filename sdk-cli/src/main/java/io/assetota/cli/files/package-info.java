/**
 * The files that a user names: {@link io.assetota.cli.files.InputFile} and {@link
 * io.assetota.cli.files.SecretFile} are read, {@link io.assetota.cli.files.OutputFile} is written.
 */
@NullMarked
package io.assetota.cli.files;

import org.jspecify.annotations.NullMarked;
