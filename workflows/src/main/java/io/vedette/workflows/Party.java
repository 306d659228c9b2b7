package io.vedette.workflows;

/**
 * Somebody who plays a part in a workflow.
 *
 * @param role which part
 * @param name what people call it; no two parties of a role have the same
 */
public record Party(Role role, String name) {}
