/**
 * The texts in which people describe rollouts, for our own server and for hawkBit: start from
 * {@link io.assetota.ota.rollout.Wave}.
 */
@NullMarked
package io.assetota.ota.rollout;

import org.jspecify.annotations.NullMarked;
