/**
 * What all commands share: {@link io.assetota.cli.command.Subcommand} and {@link
 * io.assetota.cli.command.ReportingCommand} are what a command extends, {@link
 * io.assetota.cli.command.CommandGroup} lists the commands of a package, and {@link
 * io.assetota.cli.command.Failures} reports what went wrong.
 */
@NullMarked
package io.assetota.cli.command;

import org.jspecify.annotations.NullMarked;
