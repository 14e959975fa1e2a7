/**
 * What a runtime decides: when the application is started, stopped, started again, confirmed and
 * replaced. Nothing here touches a process, a clock or a file itself. Start with {@link
 * io.assetota.runtime.supervise.Supervisor}.
 */
@NullMarked
package io.assetota.runtime.supervise;

import org.jspecify.annotations.NullMarked;
