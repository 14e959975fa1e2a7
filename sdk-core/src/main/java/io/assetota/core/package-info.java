/** Assets, the store that keeps them on the device, and the manager that hands them out. */
@NullMarked
package io.assetota.core;

import org.jspecify.annotations.NullMarked;
