/**
 * What the observer does for one repository. {@link io.vedette.observer.internal.repo.Reconcile} decides,
 * {@link io.vedette.observer.internal.repo.RepoActivity} acts.
 */
@NullMarked
package io.vedette.observer.internal.repo;

import org.jspecify.annotations.NullMarked;
