/**
 * Contracts of those who write an {@link io.vedette.observer.Initializer} or a {@link io.vedette.observer.Processor}: a test
 * that extends {@link io.vedette.testkit.contract.InitializerContract} or
 * {@link io.vedette.testkit.contract.ProcessorContract} learns whether it is idempotent, cancellable, not blocking, and safe
 * when it is killed between two steps.
 */
@NullMarked
package io.vedette.testkit.contract;

import org.jspecify.annotations.NullMarked;
