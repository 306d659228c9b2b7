package io.vedette.workflows.kind;

import io.vedette.domain.RegistryId;
import io.vedette.workflows.WorkflowEvent;

/** An event of {@link PingRegistry}. */
public sealed interface PingRegistryEvent extends WorkflowEvent {

    /** Who is there? Answers are waited for so many seconds. */
    record Started(RegistryId registry, long seconds) implements PingRegistryEvent {}

    /** This one is. */
    record Pinged(String server) implements PingRegistryEvent {}

    /** The time is over. */
    record PingsGathered(String summary) implements PingRegistryEvent {}

    /** That was it. */
    record Committed() implements PingRegistryEvent {}

    /** An administrator ended it before its time. */
    record Aborted(String reason) implements PingRegistryEvent {}
}
