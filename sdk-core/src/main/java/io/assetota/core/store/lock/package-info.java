/**
 * The locks of a device folder, and the roles that processes take in it. Inside this module only.
 *
 * <p>Start with {@link io.assetota.core.store.lock.DeviceLocks}.
 */
@NullMarked
package io.assetota.core.store.lock;

import org.jspecify.annotations.NullMarked;
