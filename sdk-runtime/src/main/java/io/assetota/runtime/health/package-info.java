/** Health checks of applications: {@link io.assetota.runtime.health.MachineProbe}. */
@NullMarked
package io.assetota.runtime.health;

import org.jspecify.annotations.NullMarked;
