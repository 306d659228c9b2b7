/** What the parts of the file server share. */
@NullMarked
package io.vedette.gitshadow.internal;

import org.jspecify.annotations.NullMarked;
