package io.assetota.server.console;

/** Something went wrong. */
record FailurePage(int status, String message) {}
