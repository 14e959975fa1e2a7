/**
 * Which devices belong together: {@link io.assetota.server.fleet.groups.Tags} of devices, and
 * {@link io.assetota.server.fleet.groups.Selections}, questions about devices that have a name.
 */
@NullMarked
package io.assetota.server.fleet.groups;

import org.jspecify.annotations.NullMarked;
