/**
 * The command {@code asset-ota}: {@link io.assetota.cli.Main} is where it starts, and lists the
 * groups of commands, one for each package below. {@link io.assetota.cli.DeviceMain} does the same
 * for devices, with fewer of them.
 *
 * <p>To add a command:
 *
 * <ol>
 *   <li>Write a class in the package of its subject. It extends {@link
 *       io.assetota.cli.command.ReportingCommand} if it prints a result, else {@link
 *       io.assetota.cli.command.Subcommand}; a command that groups others returns them as its
 *       {@code children()}. {@code VerifyCommand} is a small one to copy. Give it a description,
 *       and examples in the footer.
 *   <li>Let its result be an {@link io.assetota.cli.output.Report}, which has a form for people and
 *       one for programs. Data goes to standard output, all else to standard error.
 *   <li>Fail with an {@code IOException} that says what, where and what to do; {@link
 *       io.assetota.cli.command.Failures} does the rest. Report options that contradict each other
 *       by {@code wrongUsage}.
 *   <li>Add its line to the list of commands of its package, such as {@link
 *       io.assetota.cli.author.AuthorCommands}, a typical call to {@link
 *       io.assetota.cli.TrainingCommand} if it has to start fast, and its JSON to
 *       docs/guides/cli.md.
 * </ol>
 */
@NullMarked
package io.assetota.cli;

import org.jspecify.annotations.NullMarked;
