package io.assetota.handlers.io;

import io.assetota.handlers.io.SerialPortException.Problem;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts into words why a port can't be opened. */
final class SerialPortDiagnosis {
  // errno(3) of Linux; those of other systems end in "system error".
  private static final int ENOENT = 2;
  private static final int EIO = 5;
  private static final int ENXIO = 6;
  private static final int EAGAIN = 11;
  private static final int EACCES = 13;
  private static final int EBUSY = 16;
  private static final int ENODEV = 19;
  private static final int ENOTTY = 25;

  private SerialPortDiagnosis() {}

  static boolean isThere(String name) {
    // Not exists(): that is false for a port that this user may not see, too.
    return !name.startsWith("/") || !Files.notExists(Path.of(name));
  }

  static SerialPortException notThere(String name, @Nullable Throwable cause) {
    return new SerialPortException(
        name, Problem.NO_SUCH_PORT, "there is no such port" + ports(), cause);
  }

  static SerialPortException notOpened(String name, int error) {
    return switch (error) {
      // What jSerialComm says of a port that this same program holds.
      case ENOENT -> isThere(name) ? busy(name) : notThere(name, null);
      case ENXIO, ENODEV -> notThere(name, null);
      case EACCES ->
          new SerialPortException(name, Problem.NO_PERMISSION, "no permission" + group(name));
      case EAGAIN, EBUSY -> busy(name);
      case ENOTTY ->
          new SerialPortException(
              name, Problem.NOT_A_SERIAL_PORT, "is no serial port, but something else");
      case EIO ->
          new SerialPortException(
              name,
              Problem.NO_SUCH_PORT,
              "the system knows this port, but there is no hardware behind it (input/output"
                  + " error)");
      default ->
          new SerialPortException(
              name, Problem.FAILED, "can't be opened (system error " + error + ")");
    };
  }

  static SerialPortException noNativePart(String name, @Nullable Throwable cause) {
    return new SerialPortException(
        name,
        Problem.FAILED,
        "can't be opened: jSerialComm finds no folder from which its native part can be loaded, "
            + NativeFolder.tried()
            + ". Set -Djava.io.tmpdir to one that can be written to and is not mounted with noexec",
        cause);
  }

  private static SerialPortException busy(String name) {
    return new SerialPortException(name, Problem.BUSY, "is in use" + users(name));
  }

  private static String ports() {
    List<String> found = new ArrayList<>();
    for (String pattern : List.of("tty{USB,ACM,AMA,XRUSB}*", "serial[0-9]")) {
      try (DirectoryStream<Path> ports = Files.newDirectoryStream(Path.of("/dev"), pattern)) {
        ports.forEach(port -> found.add(port.toString()));
      } catch (IOException e) {
        return "";
      }
    }
    return found.isEmpty()
        ? "; this machine shows none at the usual names"
        : "; there are " + String.join(", ", found);
  }

  private static String group(String name) {
    try {
      String group =
          Files.readAttributes(Path.of(name), PosixFileAttributes.class, new LinkOption[0])
              .group()
              .getName();
      String user = System.getProperty("user.name");
      return String.format(
          ": it belongs to the group %s, in which the user %s is not. Add it (usermod -aG %s %s)"
              + " and log in again",
          group, user, group, user);
    } catch (IOException | UnsupportedOperationException e) {
      return " for this user";
    }
  }

  /** Who has it open, as far as this user may see that. */
  private static String users(String name) {
    List<String> users = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      Path device = Path.of(name).toRealPath();
      for (Path process : processes) {
        if (hasOpen(process, device)) {
          users.add(nameOf(process) + " (process " + process.getFileName() + ")");
        }
      }
    } catch (IOException e) {
      return "";
    }
    return users.isEmpty()
        ? " by a program of another user: sudo fuser -v " + name + " tells which"
        : " by " + String.join(" and ", users);
  }

  private static String nameOf(Path process) {
    try {
      return Files.readString(process.resolve("comm")).strip();
    } catch (IOException e) {
      return "a program that has just ended";
    }
  }

  private static boolean hasOpen(Path process, Path device) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : files) {
        if (Files.readSymbolicLink(file).equals(device)) {
          return true;
        }
      }
    } catch (IOException e) {
      // It ended, or belongs to another user.
    }
    return false;
  }
}
