package io.assetota.server.console;

import java.util.Optional;

/**
 * Something went wrong.
 *
 * @param frame what is around the page; empty for somebody who is not logged in
 * @param title what went wrong, in a few words
 * @param status the HTTP status
 * @param message what is wrong, for a person
 */
record FailurePage(Optional<Frame> frame, String title, int status, String message) {}
