/**
 * An update server in one process: hawkBit's device protocol (DDI), and a console to look at.
 *
 * <p>Start with {@link io.assetota.server.UpdateServer}.
 */
@NullMarked
package io.assetota.server;

import org.jspecify.annotations.NullMarked;
