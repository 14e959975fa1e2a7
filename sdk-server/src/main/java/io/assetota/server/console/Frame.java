package io.assetota.server.console;

import io.assetota.server.console.login.Notice;
import java.util.Optional;

/**
 * What is around each page.
 *
 * @param title of the page
 * @param section which part of the console it belongs to
 * @param csrf the token for its forms
 * @param notice the message at its top, if there is one
 * @param format how to write sizes and times
 */
record Frame(String title, String section, String csrf, Optional<Notice> notice, Format format) {}
