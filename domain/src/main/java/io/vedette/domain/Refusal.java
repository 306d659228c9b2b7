package io.vedette.domain;

import java.util.Map;

/**
 * Why a command was refused. Nothing was done.
 *
 * @param code the class of the reason, for programs
 * @param message for people: names the thing, the cause and the next step
 * @param details for programs, as the code says
 */
public record Refusal(Code code, String message, Map<String, String> details) {

    /** Classes of reasons. */
    public enum Code {
        /** A field breaks a rule: details {@code field} and {@code rule}. */
        INVALID_ARGUMENT,
        /** A thing that the command names is not there. */
        NOT_FOUND,
        /** Something else is there already: detail {@code id}. */
        ALREADY_EXISTS,
        /** The state does not allow it: detail {@code state}. */
        FAILED_PRECONDITION,
        /** The aggregate does not have the expected version: detail {@code current_version}. */
        VERSION_CONFLICT,
        /** The command id was used with other content. */
        COMMAND_ID_REUSED,
        /** The store cannot write now. */
        UNAVAILABLE
    }

    /** Copies the details. */
    public Refusal {
        details = Map.copyOf(details);
    }

    /** A field breaks a rule. */
    public static Refusal invalid(String field, String rule) {
        return new Refusal(Code.INVALID_ARGUMENT, field + ": " + rule, Map.of("field", field, "rule", rule));
    }

    /** A thing is not there. */
    public static Refusal notFound(String message) {
        return new Refusal(Code.NOT_FOUND, message, Map.of());
    }

    /** Something else is there already. */
    public static Refusal exists(String message, String id) {
        return new Refusal(Code.ALREADY_EXISTS, message, Map.of("id", id));
    }

    /** The state does not allow it. */
    public static Refusal precondition(String message, String state) {
        return new Refusal(Code.FAILED_PRECONDITION, message, Map.of("state", state));
    }

    /** Something else is under way: detail {@code workflow}. */
    public static Refusal busy(String message, WorkflowId workflow) {
        return new Refusal(Code.FAILED_PRECONDITION, message, Map.of("state", "BUSY", "workflow", workflow.toString()));
    }
}
