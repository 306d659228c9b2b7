/** The insides of the registry server, by feature. */
@NullMarked
package io.vedette.server.internal;

import org.jspecify.annotations.NullMarked;
