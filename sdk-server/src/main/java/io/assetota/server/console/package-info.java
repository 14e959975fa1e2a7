/** The pages for people. */
@NullMarked
package io.assetota.server.console;

import org.jspecify.annotations.NullMarked;
