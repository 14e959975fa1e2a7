package com.example;

/** What the application says. */
public class Greetings {
  public static String now() {
    return "Welcome to the fair";
  }
}
