package io.assetota.server.console;

import io.assetota.server.fleet.Tokens;
import java.util.List;

/** Tokens and the password. */
record SettingsPage(Frame frame, List<Tokens.Token> tokens) {}
