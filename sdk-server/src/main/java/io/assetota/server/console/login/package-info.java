/**
 * Who is logged in to the console: {@link io.assetota.server.console.login.Guard} asks the {@link
 * io.assetota.server.console.login.Sessions}.
 */
@NullMarked
package io.assetota.server.console.login;

import org.jspecify.annotations.NullMarked;
