package io.assetota.handlers.coprocessor.esp32;

import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import java.util.Optional;

/**
 * The chips of Espressif whose loader {@link Esp32Flasher} speaks with: how they are told apart,
 * and what differs. Sources: Espressif, "Serial Protocol" and "Firmware Image Format" of esptool's
 * documentation for each chip.
 */
enum EspChip {
  ESP32("ESP32", 0x0000, false, 0x3ff4_2000L, 0x1c, 0x80, 0x00f0_1d83),
  ESP32_S2("ESP32-S2", 0x0002, true, 0x3f40_2000L, 0x18, 0x58, 0x0000_07c6),
  ESP32_S3("ESP32-S3", 0x0009, true, 0x6000_2000L, 0x18, 0x58, 0x0000_0009),
  ESP32_C3(
      "ESP32-C3",
      0x0005,
      true,
      0x6000_2000L,
      0x18,
      0x58,
      0x6921_506f,
      0x1b31_506f,
      0x4881_606f,
      0x4361_606f),
  ESP32_C6("ESP32-C6", 0x000d, true, 0x6000_3000L, 0x18, 0x58, 0x2ce0_806f);

  private final String title;
  private final int imageId;
  private final boolean tellsEncryption;
  private final long spi;
  private final int user;
  private final int data;
  private final ImmutableSet<Integer> magics;

  /**
   * A chip.
   *
   * @param title how Espressif calls it
   * @param imageId what stands for it in an image, and in the answer to GET_SECURITY_INFO
   * @param tellsEncryption whether the ROM wants to be told, before it is sent data, whether these
   *     are encrypted
   * @param spi the registers of the controller that the flash is connected to
   * @param user from there to its register SPI_USER
   * @param data from there to its register SPI_W0
   * @param magics what the register at 0x40001000 can hold
   */
  EspChip(
      String title,
      int imageId,
      boolean tellsEncryption,
      long spi,
      int user,
      int data,
      Integer... magics) {
    this.title = title;
    this.imageId = imageId;
    this.tellsEncryption = tellsEncryption;
    this.spi = spi;
    this.user = user;
    this.data = data;
    this.magics = ImmutableSet.copyOf(magics);
  }

  static Optional<EspChip> ofMagic(int magic) {
    return Arrays.stream(values()).filter(chip -> chip.magics.contains(magic)).findFirst();
  }

  static Optional<EspChip> ofImageId(int id) {
    return Arrays.stream(values()).filter(chip -> chip.imageId == id).findFirst();
  }

  boolean tellsEncryption() {
    return tellsEncryption;
  }

  /** SPI_CMD: starts a command, and shows when it is done. */
  int commandRegister() {
    return (int) spi;
  }

  /** SPI_USER: which phases a command has. */
  int userRegister() {
    return (int) spi + user;
  }

  /** SPI_USER2: the command itself. */
  int userCommandRegister() {
    return (int) spi + user + 8;
  }

  /** SPI_MISO_DLEN: how many bits are read. */
  int lengthRegister() {
    return (int) spi + user + 16;
  }

  /** SPI_W0: what was read. */
  int dataRegister() {
    return (int) spi + data;
  }

  @Override
  public String toString() {
    return title;
  }
}
