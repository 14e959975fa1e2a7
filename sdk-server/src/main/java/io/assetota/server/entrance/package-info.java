/**
 * The way in for operators, to the API and to the console: {@link
 * io.assetota.server.entrance.Entrance}.
 */
@NullMarked
package io.assetota.server.entrance;

import org.jspecify.annotations.NullMarked;
