package io.assetota.server.console;

/**
 * The login.
 *
 * @param to the page to show after the login
 * @param error what was wrong; or empty
 */
record LoginPage(String to, String error) {}
