package io.assetota.core;

import java.time.Instant;

/**
 * An application that was installed on trial and has not been confirmed yet. Until it is, the
 * application before it stays on the device with its assets, and comes back if the time goes by.
 *
 * @param application what is on trial: the active application
 * @param previous what comes back
 * @param since when the time began
 * @param confirmBy when the time is over
 * @param startsLeft how many more times the application may {@linkplain AssetManager#start start}
 *     without being confirmed
 */
public record Trial(
    InstalledApplication application,
    InstalledApplication previous,
    Instant since,
    Instant confirmBy,
    int startsLeft) {}
