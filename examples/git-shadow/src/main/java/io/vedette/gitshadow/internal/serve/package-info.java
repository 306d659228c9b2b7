/** Opens shadow repositories to git clients, closes them again, and drains what runs. */
@NullMarked
package io.vedette.gitshadow.internal.serve;

import org.jspecify.annotations.NullMarked;
