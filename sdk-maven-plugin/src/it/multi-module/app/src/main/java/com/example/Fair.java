package com.example;

/** Prints a line with the help of the other module, and runs until it is stopped. */
public class Fair {
  public static void main(String[] args) throws InterruptedException {
    System.out.println(
        Greetings.now()
            + " "
            + System.getenv("ASSET_OTA_VERSION")
            + ", "
            + System.getenv("GUEST"));
    Thread.sleep(Long.MAX_VALUE);
  }
}
