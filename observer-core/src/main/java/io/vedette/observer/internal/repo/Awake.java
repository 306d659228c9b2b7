package io.vedette.observer.internal.repo;

import io.vedette.observer.Cause;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a repository's activity holds while it has something to do; dropped when it falls asleep. */
final class Awake {

    final Attempts attempts;
    final Answers answers = new Answers();
    private final Map<OpenStep.Task, Report> reports = new HashMap<>();
    private Sight sight;
    private @Nullable Ledger ledger;

    Awake(Sight sight, Attempts attempts) {
        this.sight = sight;
        this.attempts = attempts;
    }

    Sight sight() {
        return sight;
    }

    void see(Sight newer) {
        sight = newer;
    }

    @Nullable
    Ledger ledgerIfKnown() {
        return ledger;
    }

    Ledger ledger() {
        return Objects.requireNonNull(ledger, "the ledger is known once the history was read");
    }

    void keep(Ledger newer) {
        ledger = newer;
    }

    /** What the step came to, when the registry does not know yet. */
    @Nullable
    Report report(OpenStep open) {
        Report report = reports.get(open.task());
        return report != null && report.open().equals(open) ? report : null;
    }

    void keep(Report report) {
        reports.put(report.open().task(), report);
    }

    /** The step is settled as the report says. */
    void settle(Report report) {
        OpenStep open = report.open();
        reports.remove(open.task());
        attempts.forget(open);
        if (report.failed() && open.work() != null) {
            answers.givenUp(open);
        }
        Ledger after = report.failed() ? ledger().failed(open) : ledger().succeeded(open, sight);
        ledger = report.failed() && report.command() != null ? after.stored(sight) : after;
    }

    /** An operator wants everything tried at once. */
    void forgive() {
        attempts.forgive();
        answers.forgive();
        reports.values().removeIf(Report::failed);
    }

    /** What only waits for the registry to take it is tried in each run. */
    void hastenReports() {
        reports.keySet().forEach(attempts::hasten);
    }

    /** The registry has refused what the report says. */
    void drop(Report report) {
        reports.remove(report.open().task());
    }

    /** What is to be done now. */
    Plan plan(RepoEnvironment environment) {
        Parts parts = Parts.of(
                environment.board().of(sight.view().repo()),
                sight,
                environment.scope(),
                ledger(),
                answers,
                environment.observer(),
                environment.kinds());
        boolean expected = environment.board().isExpected(sight.view().repo());
        return Reconcile.plan(sight, environment.scope(), ledger(), expected ? parts.expected() : parts);
    }

    Cause cause(OpenStep open) {
        Work work = open.work();
        return new Cause(
                sight.info(),
                open.input().id(),
                open.label(),
                attempts.failures(open) + 1,
                false,
                work == null ? null : work.workflow());
    }
}
