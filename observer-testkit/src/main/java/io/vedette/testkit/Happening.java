package io.vedette.testkit;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Event;

/**
 * An event of a history that is told in code.
 *
 * @param aggregate whose history it belongs to
 * @param event what happens
 * @param about how the history calls the repository that it is about; empty for none
 */
public record Happening(AggregateId aggregate, Event event, String about) {}
