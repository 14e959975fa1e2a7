/** What an agent must know after a restart, on disk; not for users of this module. */
@NullMarked
package io.assetota.ota.hawkbit.journal;

import org.jspecify.annotations.NullMarked;
