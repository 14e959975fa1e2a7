package com.example;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A web application, whose port is printed at its start. */
@Path("/greeting")
public class Gate {
  @GET
  public String greeting() {
    return "Hello from Quarkus, version " + System.getenv("ASSET_OTA_VERSION");
  }
}
