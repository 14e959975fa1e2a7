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

/** Describes a failure to the user: what, where, and what to do; without names of Java classes. */
public final class FailureText {
  /** Clearer words for messages of the operating system. */
  private static final Map<String, String> REASONS =
      Map.of(
          "Too many levels of symbolic links", "links lead in a circle",
          "Not a directory", "a part of this path is a file, not a folder",
          "Is a directory", "is a folder, not a file");

  private FailureText() {}

  /** Describes a failure in a line. */
  public static String of(Throwable failure) {
    return expected(failure).orElseGet(() -> "internal error: " + Throwables.getRootCause(failure));
  }

  /** Returns whether input or the machine can cause the failure; anything else is a bug. */
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
      return Optional.of("can't write there: the file system is read-only");
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
      return message(failure, "it failed, and no reason is known");
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
          ? "a host name has no address"
          : "unknown host " + failure.getMessage().split(": ", 2)[0];
    }
    if (failure instanceof EOFException) {
      return message(failure, "the input ends unexpectedly");
    }
    if (failure instanceof ConnectException) {
      return message(failure, "connection refused: nothing listens at that address");
    }
    if (failure instanceof ClosedChannelException) {
      return message(failure, "a file or connection was closed during use");
    }
    if (failure instanceof CharacterCodingException) {
      return "a text is not in UTF-8";
    }
    return message(failure, "reading or writing failed, and no reason is known");
  }

  private static String message(Throwable failure, String otherwise) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? otherwise : message;
  }

  /** Returns why a file can't be used. */
  private static String reason(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "already exists";
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

  /** Describes why a text is no file name. */
  public static String ofPath(InvalidPathException e) {
    String why = "this is not a valid file name here";
    if (e.getInput().indexOf('\0') >= 0) {
      why = "a file name must not contain NUL";
    } else if (!isEncodable(e.getInput())) {
      why = "this is not valid Unicode text";
    } else if (!e.getInput().chars().allMatch(c -> c < 0x80)) {
      why =
          "the locale does not support these characters: set LC_ALL to a UTF-8 locale such as"
              + " C.UTF-8";
    }
    return "'" + Printable.line(e.getInput()) + "': " + why;
  }

  private static boolean isEncodable(String text) {
    try {
      return Utf8.encodedLength(text) >= 0;
    } catch (IllegalArgumentException e) {
      return false; // An unpaired surrogate.
    }
  }

  /** Describes errors that the machine or a broken installation causes. */
  private static Optional<String> ofError(Error failure) {
    String message = message(failure, "no reason given");
    if (failure instanceof OutOfMemoryError) {
      return Optional.of(
          message.contains("thread")
              ? "the machine allows no more threads (" + message + ")"
              : "out of memory ("
                  + message
                  + "): allow Java more, for example with ASSET_OTA_JAVA_OPTS=-Xmx1g");
    }
    if (failure instanceof StackOverflowError) {
      return Optional.of("the input is nested too deeply: stack overflow");
    }
    if (failure instanceof LinkageError) {
      return Optional.of(
          "a part of the program is missing, damaged, or of another version ("
              + message
              + "): reinstall it");
    }
    if (failure instanceof VirtualMachineError) {
      return Optional.of(
          message.contains("memory access")
              ? "a file was truncated while it was read, or its disk failed"
              : "Java itself failed (" + message + ")");
    }
    return Optional.empty();
  }
}
