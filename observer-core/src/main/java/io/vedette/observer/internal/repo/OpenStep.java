package io.vedette.observer.internal.repo;

import io.vedette.domain.Mark;

/**
 * A step that is to be done.
 *
 * @param step which
 * @param input the event that opened it: the newest of those that it depends on
 */
public record OpenStep(Step step, Mark input) {}
