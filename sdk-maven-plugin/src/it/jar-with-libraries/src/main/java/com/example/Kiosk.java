package com.example;

import org.apache.commons.compress.utils.ByteUtils;

/** Prints a line with the help of a library, and runs until it is stopped. */
public class Kiosk {
  public static void main(String[] args) throws InterruptedException {
    byte[] little = new byte[4];
    ByteUtils.toLittleEndian(little, 42, 0, 4);
    System.out.println(
        System.getProperty("greeting")
            + ": "
            + ByteUtils.fromLittleEndian(little)
            + " from version "
            + System.getenv("ASSET_OTA_VERSION"));
    Thread.sleep(Long.MAX_VALUE);
  }
}
