package io.assetota.cli;

import com.google.common.base.Throwables;
import io.assetota.bundle.BundleException;
import io.assetota.cli.output.Console;
import io.assetota.core.AssetException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells the user, in a line or two, what went wrong, where, and what to do. */
final class Failures {
  private final Console console;

  Failures(Console console) {
    this.console = console;
  }

  /** After a command line that can't be understood. */
  int usage(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    console.error(usageMessage(failure));
    UnmatchedArgumentException.printSuggestions(failure, command.getErr());
    console.err().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return CommandLine.ExitCode.USAGE;
  }

  private static String usageMessage(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException e
        && !e.isUnknownOption()
        && !failure.getCommandLine().getSubcommands().isEmpty()) {
      return "there is no command '" + e.getUnmatched().get(0) + "'";
    }
    return Objects.requireNonNullElse(failure.getMessage(), "wrong usage");
  }

  /** After a command that failed. */
  int execution(Exception failure, CommandLine command, ParseResult parsed) {
    boolean verbose = command.getCommand() instanceof Subcommand c && c.verbose;
    console.error(message(failure));
    if (verbose) {
      failure.printStackTrace(console.err());
    } else if (!isExpected(failure)) {
      console.err().println("This should not happen. --verbose tells where it comes from.");
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static boolean isExpected(Exception failure) {
    return failure instanceof IOException
        || failure instanceof UncheckedIOException
        || failure instanceof ReadOnlyFileSystemException;
  }

  private static String message(Exception failure) {
    if (failure instanceof UncheckedIOException e && e.getCause() != null) {
      return message(e.getCause());
    }
    if (failure instanceof BundleException e && Fragments.isTooMuchContent(e.problems())) {
      return e.getMessage() + "\n" + LimitsOption.HINT;
    }
    if (failure instanceof AssetException e) {
      return Objects.requireNonNullElse(e.getMessage(), e.toString());
    }
    if (failure instanceof FileSystemException e) {
      return e.getFile() + ": " + reason(e);
    }
    if (failure instanceof FileNotFoundException
        || failure instanceof ReadOnlyFileSystemException) {
      return Objects.requireNonNullElse(failure.getMessage(), "file not found");
    }
    if (failure instanceof IOException) {
      return Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    }
    return "internal error: " + Throwables.getRootCause(failure);
  }

  private static String reason(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "exists already";
    }
    if (e instanceof NotDirectoryException) {
      return "not a folder";
    }
    if (e instanceof DirectoryNotEmptyException) {
      return "the folder is not empty";
    }
    return Objects.requireNonNullElse(e.getReason(), "can't be used");
  }
}
