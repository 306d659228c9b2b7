package com.example.survey;

import io.vedette.domain.RegistryId;
import io.vedette.workflows.WorkflowEvent;

/** What happens in a survey. */
public sealed interface SurveyEvent extends WorkflowEvent {

    /** How much room do you have? Answers are waited for so many seconds. */
    record Started(RegistryId registry, long seconds) implements SurveyEvent {}

    /** A file server has so many megabytes left. */
    record Measured(String server, long freeMegabytes) implements SurveyEvent {}

    /** A file server cannot say. */
    record Failed(String server, String reason) implements SurveyEvent {}

    /** The time is over. */
    record Committed(String summary) implements SurveyEvent {}

    /** Nobody wants to know any more. */
    record Aborted(String reason) implements SurveyEvent {}
}
