/**
 * Sound samples to an audio line.
 *
 * <p>Start with {@link io.assetota.handlers.sound.SoundBank} and {@link
 * io.assetota.handlers.sound.SoundSink}; {@link io.assetota.handlers.sound.SoundHandler} plays an
 * asset when it has come.
 */
@NullMarked
package io.assetota.handlers.sound;

import org.jspecify.annotations.NullMarked;
