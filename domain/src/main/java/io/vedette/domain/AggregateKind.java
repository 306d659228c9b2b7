package io.vedette.domain;

/** What an event history belongs to. */
public enum AggregateKind {
    REGISTRY,
    REPO,
    WORKFLOW
}
