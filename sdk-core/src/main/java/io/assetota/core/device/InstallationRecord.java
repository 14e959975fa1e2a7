package io.assetota.core.device;

import io.assetota.core.model.ApplicationId;
import java.time.Instant;

/**
 * The last installation on a device.
 *
 * @param at when it was committed
 * @param application identifies the application
 * @param kept how many assets were stored already
 * @param moved how many had to come
 * @param bytesStored bytes of the modules of those
 */
public record InstallationRecord(
    Instant at, ApplicationId application, int kept, int moved, long bytesStored) {}
