/** How histories are played; not for use from elsewhere. */
@NullMarked
package io.vedette.testkit.internal;

import org.jspecify.annotations.NullMarked;
