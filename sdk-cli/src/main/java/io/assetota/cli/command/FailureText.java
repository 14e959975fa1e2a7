package io.assetota.cli.command;

import com.google.common.base.Throwables;
import com.google.common.base.Utf8;
import io.assetota.cli.output.Fragments;
import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What is told of a failure: what, where, and what to do; without names of Java's classes. */
public final class FailureText {
  /** What the system says, where it is hard to understand. */
  private static final Map<String, String> REASONS =
      Map.of(
          "Too many levels of symbolic links", "links lead in a circle",
          "Not a directory", "a part of this path is a file, not a folder",
          "Is a directory", "is a folder, not a file");

  private FailureText() {}

  /** The failure in a line. */
  public static String of(Throwable failure) {
    return expected(failure).orElseGet(() -> "internal error: " + Throwables.getRootCause(failure));
  }

  /** Tells whether the failure is one that input or machine can be the reason of. */
  static boolean isExpected(Throwable failure) {
    return expected(failure).isPresent();
  }

  private static Optional<String> expected(Throwable failure) {
    if (failure instanceof UncheckedIOException e && e.getCause() != null) {
      return expected(e.getCause());
    }
    if (failure instanceof IOException e) {
      return Optional.of(ofIo(e));
    }
    if (failure instanceof ReadOnlyFileSystemException) {
      return Optional.of("this can't be written to: the file system is read-only");
    }
    if (failure instanceof InvalidPathException e) {
      return Optional.of(ofPath(e));
    }
    return failure instanceof Error e ? ofError(e) : Optional.empty();
  }

  private static String ofIo(IOException failure) {
    if (failure instanceof BundleException e && Fragments.isTooMuchContent(e.problems())) {
      return e.getMessage() + "\n" + Fragments.CONTENT_HINT;
    }
    if (failure instanceof AssetException) {
      return message(failure, "it failed without a reason");
    }
    if (failure instanceof FileSystemException e) {
      return e.getFile() == null || e.getFile().isEmpty()
          ? "a file could not be used: " + reason(e)
          : Printable.line(e.getFile()) + ": " + reason(e);
    }
    if (failure instanceof FileNotFoundException) {
      return message(failure, "a file was not found");
    }
    if (failure instanceof UnknownHostException) {
      return failure.getMessage() == null
          ? "a host has no address"
          : "there is no host " + failure.getMessage().split(": ", 2)[0];
    }
    if (failure instanceof EOFException) {
      return message(failure, "the input ends too early");
    }
    if (failure instanceof ConnectException) {
      return message(failure, "nobody listens at that address");
    }
    if (failure instanceof ClosedChannelException) {
      return message(failure, "a file or connection was closed while it was used");
    }
    if (failure instanceof CharacterCodingException) {
      return "a text is not UTF-8";
    }
    return message(failure, "reading or writing failed without a reason");
  }

  private static String message(Throwable failure, String otherwise) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? otherwise : message;
  }

  /** Why a file can't be used. */
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
    if (e instanceof FileSystemLoopException) {
      return "links lead in a circle";
    }
    String reason = Objects.requireNonNullElse(e.getReason(), "can't be used");
    return REASONS.getOrDefault(reason.split(" or ", 2)[0], reason);
  }

  /** What is wrong with a text that should be the name of a file. */
  public static String ofPath(InvalidPathException e) {
    String why = "it is no name of a file here";
    if (e.getInput().indexOf('\0') >= 0) {
      why = "the name of a file has no NUL in it";
    } else if (!isEncodable(e.getInput())) {
      why = "it is no Unicode text";
    } else if (!e.getInput().chars().allMatch(c -> c < 0x80)) {
      why = "this locale has no such characters: set LC_ALL to one with UTF-8, such as C.UTF-8";
    }
    return "'" + Printable.line(e.getInput()) + "': " + why;
  }

  private static boolean isEncodable(String text) {
    try {
      return Utf8.encodedLength(text) >= 0;
    } catch (IllegalArgumentException e) {
      return false; // Half of a pair of surrogates.
    }
  }

  /** What the machine, or the installation, lacks. */
  private static Optional<String> ofError(Error failure) {
    String message = message(failure, "no reason is given");
    if (failure instanceof OutOfMemoryError) {
      return Optional.of(
          message.contains("thread")
              ? "this machine allows no more threads (" + message + ")"
              : "the memory is used up ("
                  + message
                  + "): let Java use more, for example with ASSET_OTA_JAVA_OPTS=-Xmx1g");
    }
    if (failure instanceof StackOverflowError) {
      return Optional.of("this is nested too deeply: the stack is used up");
    }
    if (failure instanceof LinkageError) {
      return Optional.of(
          "a part of the program is missing or damaged, or of another version ("
              + message
              + "): install it anew");
    }
    if (failure instanceof VirtualMachineError) {
      return Optional.of(
          message.contains("memory access")
              ? "a file became shorter while it was read, or its disk failed"
              : "Java itself failed (" + message + ")");
    }
    return Optional.empty();
  }
}
