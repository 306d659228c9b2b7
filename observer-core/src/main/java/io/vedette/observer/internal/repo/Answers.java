package io.vedette.observer.internal.repo;

import io.vedette.domain.Command;
import io.vedette.domain.WorkflowId;
import io.vedette.workflows.Step;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What came of the steps of workflows since an activity awoke. A definition names a step until its event
 * has come; what is noted here is not done twice meanwhile.
 */
public final class Answers {

    private final Map<Work, Map<String, String>> results = new HashMap<>();
    private final Map<Work, String> failures = new HashMap<>();
    private final Map<Command, String> told = new HashMap<>();
    private final Set<OpenStep> givenUp = new HashSet<>();

    /** An effect succeeded. */
    public void succeeded(Work work, Map<String, String> result) {
        results.put(work, result);
    }

    /** An effect failed, and its failure is the answer. */
    public void failed(Work work, String reason) {
        failures.put(work, reason);
    }

    /** The step that comes after all that has an answer. */
    public Step next(WorkflowId workflow, Step first) {
        Step step = first;
        while (step instanceof Step.Do effect) {
            Work work = new Work(workflow, effect.call().name(), effect);
            Map<String, String> result = results.get(work);
            String failure = failures.get(work);
            if (result != null) {
                step = effect.then().apply(result);
            } else if (failure != null && effect.failed() != null) {
                step = effect.failed().apply(failure);
            } else {
                break;
            }
        }
        return step;
    }

    /** The registry took a command, or refused it for good. */
    public void told(Command command, String refusal) {
        told.put(command, refusal);
    }

    public boolean isTold(Command command) {
        return told.containsKey(command);
    }

    /** Why the registry refused a command; empty if it took it. */
    public String refusal(Command command) {
        return told.getOrDefault(command, "");
    }

    /** An effect ended in a stored error. */
    void givenUp(OpenStep open) {
        givenUp.add(open);
    }

    boolean isGivenUp(OpenStep open) {
        return givenUp.contains(open);
    }

    /** An operator wants everything tried at once. */
    public void forgive() {
        failures.clear();
        givenUp.clear();
        told.values().removeIf(refusal -> !refusal.isEmpty());
    }
}
