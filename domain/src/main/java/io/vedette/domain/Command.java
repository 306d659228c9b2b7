package io.vedette.domain;

/** What someone asks of an aggregate. */
public sealed interface Command permits RegistryCommand, RepoCommand, WorkflowCommand {

    /** The aggregate that decides. */
    AggregateId target();
}
