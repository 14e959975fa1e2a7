/**
 * What the server knows and decides: releases, devices, rollouts and their actions. No HTTP here.
 */
@NullMarked
package io.assetota.server.fleet;

import org.jspecify.annotations.NullMarked;
