/** Between domain values and the wire. Start with {@link io.vedette.domain.codec.EventCodec}. */
@NullMarked
package io.vedette.domain.codec;

import org.jspecify.annotations.NullMarked;
