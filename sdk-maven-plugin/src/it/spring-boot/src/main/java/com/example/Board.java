package com.example;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A web application, whose port is printed at its start. */
@SpringBootApplication
@RestController
public class Board {
  public static void main(String[] args) {
    SpringApplication.run(Board.class, args);
  }

  @GetMapping("/greeting")
  String greeting() {
    return "Hello from Spring Boot, version " + System.getenv("ASSET_OTA_VERSION");
  }
}
