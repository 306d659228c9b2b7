package io.vedette.client;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Event;

/**
 * One event of a history that is to be imported.
 *
 * @param aggregate the history that it belongs to
 * @param version 1, 2, … within its history
 * @param event what happened
 */
public record ImportedEvent(AggregateId aggregate, long version, Event event) {}
