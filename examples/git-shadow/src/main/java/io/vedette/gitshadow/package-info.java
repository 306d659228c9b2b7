/**
 * A file server that keeps a git shadow of each observed directory and serves it to git clients. Begin with
 * {@link io.vedette.gitshadow.GitShadow}.
 */
@NullMarked
package io.vedette.gitshadow;

import org.jspecify.annotations.NullMarked;
