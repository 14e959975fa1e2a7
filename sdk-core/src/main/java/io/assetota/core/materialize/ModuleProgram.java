package io.assetota.core.materialize;

import com.google.common.hash.Hashing;
import io.assetota.core.application.ApplicationEntry;
import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.application.ApplicationPath;
import io.assetota.core.application.FileMode;
import io.assetota.core.application.StartCommand;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.module.ApplicationModule;
import io.assetota.core.module.FirmwareModule;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The program of an application module, whether its payload is a manifest or the program itself: a
 * jar is started by {@code java -jar}, anything else as a program of its own.
 *
 * @param manifest its files, and how to start it
 * @param payload the one file that the module holds; empty if the files are elsewhere
 */
public record ModuleProgram(ApplicationManifest manifest, Optional<ByteBuffer> payload) {
  private static final int ZIP_START = 0x504b0304;

  /**
   * Looks into a module.
   *
   * @param module an application module that was checked
   * @return its program
   * @throws AssetException if it is no wrapped application, or its manifest breaks a rule
   */
  public static ModuleProgram of(FirmwareModule module) throws AssetException {
    String name =
        ApplicationModule.payloadName(module)
            .orElseThrow(
                () ->
                    new AssetException(
                        "the application is firmware, which only the device that it is made for"
                            + " can start"));
    ByteBuffer payload = module.payload();
    return ApplicationManifest.isManifest(payload)
        ? new ModuleProgram(ApplicationManifest.read(payload), Optional.empty())
        : new ModuleProgram(single(name, payload), Optional.of(payload));
  }

  private static ApplicationManifest single(String name, ByteBuffer payload) {
    boolean isJar =
        name.toLowerCase(Locale.ROOT).endsWith(".jar")
            || (payload.remaining() >= Integer.BYTES
                && payload.getInt(payload.position()) == ZIP_START);
    AssetHash hash =
        AssetHash.of(Hashing.sha256().newHasher().putBytes(payload.duplicate()).hash().asBytes());
    ApplicationEntry file =
        new ApplicationEntry.File(
            new ApplicationPath(name),
            isJar ? FileMode.FILE : FileMode.PROGRAM,
            payload.remaining(),
            hash);
    return ApplicationManifest.of(
        isJar ? StartCommand.ofJar(name) : StartCommand.of(List.of("./" + name)), List.of(file));
  }

  /**
   * Returns where the content of its files comes from.
   *
   * @param others for files that are not in the module
   * @return the module's own payload, or those others
   */
  public FileContents contents(FileContents others) {
    return payload.isEmpty() ? others : file -> new PayloadStream(payload.get().duplicate());
  }

  /** Reads a buffer. */
  private static final class PayloadStream extends InputStream {
    private final ByteBuffer payload;

    PayloadStream(ByteBuffer payload) {
      this.payload = payload;
    }

    @Override
    public int read() {
      return payload.hasRemaining() ? payload.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (length > 0 && !payload.hasRemaining()) {
        return -1;
      }
      int n = Math.min(length, payload.remaining());
      payload.get(into, offset, n);
      return n;
    }
  }
}
