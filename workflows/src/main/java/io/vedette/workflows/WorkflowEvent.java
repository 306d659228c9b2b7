package io.vedette.workflows;

/**
 * An event of a workflow: a public record of a sealed family, one family for each kind. Its name in histories is that of the
 * record in capitals: {@code AppAccepted} is {@code APP_ACCEPTED}. Its components are its payload, in their order; {@link
 * EventTypes} says which types they may have. What a text component named {@code message}, {@code reason} or {@code summary}
 * says is shown with the workflow.
 */
public interface WorkflowEvent {}
