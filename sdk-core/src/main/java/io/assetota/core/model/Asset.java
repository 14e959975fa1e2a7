package io.assetota.core.model;

import java.io.IOException;

/**
 * An asset that is stored on this device. It is a value, which stays valid after an update; {@link
 * #open()} then fails if the asset is no longer stored.
 */
public interface Asset {
  /**
   * Returns what this asset is.
   *
   * @return name and hash
   */
  AssetReference reference();

  /**
   * Returns the name.
   *
   * @return the file name that the author gave
   */
  default String name() {
    return reference().name();
  }

  /**
   * Returns the hash.
   *
   * @return SHA-256 of the raw content
   */
  default AssetHash hash() {
    return reference().hash();
  }

  /**
   * Returns the length of the raw content.
   *
   * @return bytes, 0 or more
   */
  long size();

  /**
   * Returns the length of the stored module: the content, compressed if it is, with what describes
   * it. This is what {@code ApplicationAsset::storageSize()} returns in Device OS.
   *
   * @return bytes, more than 0
   */
  long moduleSize();

  /**
   * Returns what the asset counts against the limit of the device's asset storage: its module in
   * whole blocks of 4096 bytes, of which each holds 4088. This is not {@code storageSize()} of
   * Device OS, which is {@link #moduleSize()} here.
   *
   * @return bytes, a multiple of 4096
   */
  long storageSize();

  /**
   * Tells whether the content can be opened now. That its end is intact is known only when it has
   * been read through.
   *
   * @return false if the asset is no longer stored, or its module is damaged or can't be read
   */
  default boolean isReadable() {
    try (AssetReader reader = open()) {
      return reader.position() == 0;
    } catch (IOException e) {
      return false; // open() tells why
    }
  }

  /**
   * Reads the beginning of the raw content, for example to find out its format. For more, {@link
   * #open()} it.
   *
   * @param buffer filled as far as the content reaches
   * @return how many bytes were read, 0 or more
   * @throws AssetException if the asset is no longer stored, or its module is damaged
   * @throws IOException if reading fails
   */
  default int peek(byte[] buffer) throws IOException {
    try (AssetReader reader = open()) {
      return Math.max(0, reader.read(buffer, 0, buffer.length));
    }
  }

  /**
   * Opens the raw content.
   *
   * @return a reader at the start, which the caller closes
   * @throws AssetException if the asset is no longer stored, or its module is damaged
   * @throws IOException if reading fails
   */
  AssetReader open() throws IOException;
}
