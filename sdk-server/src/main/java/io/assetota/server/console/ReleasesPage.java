package io.assetota.server.console;

import io.assetota.server.fleet.releases.Release;
import java.util.List;

/** The releases, and the form to upload one. */
record ReleasesPage(Frame frame, List<Release> releases, long maxBundleSize) {}
