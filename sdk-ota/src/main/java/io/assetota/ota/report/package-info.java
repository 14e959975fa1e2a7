/**
 * What a device reports to its update server: start from {@link
 * io.assetota.ota.report.DeviceAttributes}.
 */
@NullMarked
package io.assetota.ota.report;

import org.jspecify.annotations.NullMarked;
