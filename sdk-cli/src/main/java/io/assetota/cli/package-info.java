/**
 * The command {@code asset-ota}: {@link io.assetota.cli.Main} is where it starts, {@link
 * io.assetota.cli.Commands} lists the commands.
 *
 * <p>To add a command:
 *
 * <ol>
 *   <li>Write a class that extends {@link io.assetota.cli.ReportingCommand} if it prints a result,
 *       else {@link io.assetota.cli.Subcommand}; a command that groups others returns them as its
 *       {@code children()}. {@code VerifyCommand} is a small one to copy. Give it a description,
 *       and examples in the footer.
 *   <li>Let its result be an {@link io.assetota.cli.output.Report}, and say it in both ways. Data
 *       goes to standard output, all else to standard error.
 *   <li>Fail with an {@code IOException} that says what, where and what to do; {@link
 *       io.assetota.cli.Failures} does the rest. Options that contradict each other are {@code
 *       wrongUsage}.
 *   <li>Add its line to {@link io.assetota.cli.Commands}, a typical call to {@link
 *       io.assetota.cli.TrainingCommand} if it has to start fast, and its JSON to
 *       docs/guides/cli.md.
 * </ol>
 */
@NullMarked
package io.assetota.cli;

import org.jspecify.annotations.NullMarked;
