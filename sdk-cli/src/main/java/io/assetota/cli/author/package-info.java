/**
 * Makes, looks at and takes apart bundles and modules. {@link
 * io.assetota.cli.author.AuthorCommands} lists the commands; {@link
 * io.assetota.cli.author.VerifyCommand} is a small one to copy.
 */
@NullMarked
package io.assetota.cli.author;

import org.jspecify.annotations.NullMarked;
