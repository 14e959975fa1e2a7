package io.assetota.handlers.coprocessor.smp;

import io.assetota.handlers.coprocessor.FirmwareImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Files that imgtool of MCUboot made of two small programs, each with another way to sign. */
public final class SignedImages {
  /** Version 1.0.0. */
  public static final byte[] OLD = bytes("old-ecdsa.signed.bin");

  /** Version 1.2.3, build 4. */
  public static final byte[] NEW = bytes("new-ecdsa.signed.bin");

  private SignedImages() {}

  static byte[] bytes(String name) {
    try (InputStream in =
        Objects.requireNonNull(SignedImages.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static FirmwareImage file(String name) throws IOException {
    return FirmwareImage.parse(bytes(name), 0);
  }

  /** The hash in its TLVs, in hexadecimal. */
  static String hash(byte[] image) throws IOException {
    return McubootImage.of(FirmwareImage.parse(image, 0)).hashText();
  }
}
