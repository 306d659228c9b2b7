package io.vedette.observer;

import io.vedette.domain.EventId;

/**
 * Why an effect is asked for: its key. Two calls with the same repository, event and step are the same effect.
 *
 * @param repository the repository as its history says
 * @param event the event that opened the step
 * @param step the step, as {@code init} or {@code enable}
 * @param attempt 1 for the first try
 */
public record Cause(RepoInfo repository, EventId event, String step, int attempt) {}
