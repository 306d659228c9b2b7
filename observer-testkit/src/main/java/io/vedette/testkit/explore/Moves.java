package io.vedette.testkit.explore;

import io.vedette.domain.RepoView;
import io.vedette.domain.WorkflowCommand;
import io.vedette.workflows.Party;
import io.vedette.workflows.Role;
import io.vedette.workflows.Step;
import io.vedette.workflows.WorkflowView;

/** What may happen next in a state. */
final class Moves {

    /** Takes what may happen. */
    interface Out {
        /**
         * Something may happen.
         *
         * @param after the state then; may be kept
         * @param progress whether it happens sooner or later, unlike a crash, a late copy or an abort
         */
        void to(long[] after, int label, boolean progress);
    }

    private static final Party SERVER = new Party(Role.SERVER, "registry");

    private final Play play;
    private final Aggregates aggregates;
    private final Steps steps;
    private final Index<Facts> facts;
    private final ObserverMoves observers;
    private final int abort;
    private final int confirm;

    Moves(Play play, Aggregates aggregates, Steps steps, Index<Facts> facts) {
        this.play = play;
        this.aggregates = aggregates;
        this.steps = steps;
        this.facts = facts;
        this.observers = new ObserverMoves(play, aggregates, steps, facts);
        this.abort = aggregates.number(new WorkflowCommand.Abort(play.workflow(), "no longer wanted"));
        this.confirm = aggregates.number(new WorkflowCommand.ConfirmTask(play.workflow()));
    }

    /** The state in which the workflow was just begun. */
    long[] first() {
        long[] state = new long[2 + play.observers().size()];
        RepoView repo = aggregates.repo().view(0);
        Bits.facts(state, facts.of(play.site().first(repo.location() == null ? null : repo)));
        Bits.posting(state, -1);
        Bits.crashes(state, play.crashes());
        Bits.copies(state, play.copies());
        for (int i = 0; i < play.observers().size(); i++) {
            boolean opened = Serving.opens(play.observers().get(i), repo, false, 0);
            Bits.served(state, i, opened, opened ? (int) Serving.placed(repo) : 0);
            Bits.serving(state, i, opened);
        }
        int begin = aggregates.number(play.begin());
        Bits.posted(state, begin);
        if (!aggregates.deliver(state, begin)) {
            throw new IllegalArgumentException("the workflow cannot begin: "
                    + aggregates.refusal(state, begin).message());
        }
        return state;
    }

    /** All that may happen next. */
    void from(long[] state, Out out) {
        server(state, out);
        people(state, out);
        for (int i = 0; i < play.observers().size(); i++) {
            observers.from(state, i, out);
        }
        lateCopies(state, out);
    }

    private int serverStep(long[] state) {
        return steps.server(SERVER, Bits.registry(state), Bits.repo(state), Bits.workflow(state));
    }

    private void server(long[] state, Out out) {
        int posting = Bits.posting(state);
        if (posting < 0) {
            int command = serverStep(state);
            if (command != Steps.NOTHING) {
                long[] after = state.clone();
                Bits.posting(after, command);
                Bits.posted(after, command);
                out.to(after, Label.SERVER_POSTS.of(0, command), true);
            }
            return;
        }
        long[] after = state.clone();
        Bits.posting(after, -1);
        if (!aggregates.deliver(after, posting)) {
            int then = steps.refused(SERVER, state, posting);
            Bits.posting(after, then);
            if (then >= 0) {
                Bits.posted(after, then);
            }
        }
        out.to(after, Label.SERVER_IS_ANSWERED.of(0, posting), true);
        if (Bits.crashes(state) > 0) {
            long[] crashed = crashed(state);
            Bits.posting(crashed, -1);
            out.to(crashed, Label.SERVER_CRASHES.of(0, posting), false);
        }
    }

    /** The command by which people abort it. */
    int abort() {
        return abort;
    }

    void checkOwners(long[] state) {
        observers.checkOwners(state);
    }

    static long[] crashed(long[] state) {
        long[] after = state.clone();
        Bits.crashes(after, Bits.crashes(state) - 1);
        return after;
    }

    private void people(long[] state, Out out) {
        long[] aborted = state.clone();
        if (aggregates.deliver(aborted, abort) && Bits.workflow(aborted) != Bits.workflow(state)) {
            out.to(aborted, Label.ABORTS.of(0, abort), false);
        }
        WorkflowView workflow = aggregates.workflow().view(Bits.workflow(state));
        RepoView repo = aggregates.repo().view(Bits.repo(state));
        Facts before = facts.get(Bits.facts(state));
        Step.Ask task = workflow.task();
        var event = task == null ? null : Steps.posted(task.done().command());
        if (event != null) {
            Facts done = before.byHand() ? before : play.site().byHand(event, repo, before);
            if (done == null) {
                return;
            }
            if (done.equals(before)) {
                long[] after = state.clone();
                Bits.facts(after, facts.of(before.byHand(false)));
                Bits.posted(after, confirm);
                aggregates.deliver(after, confirm);
                out.to(after, Label.CONFIRMS.of(0, confirm), true);
            } else {
                observers.checkClosed(state);
                long[] after = state.clone();
                Bits.facts(after, facts.of(done));
                out.to(after, Label.WORKS_BY_HAND.of(0, 0), true);
            }
        } else if (before.byHand()) {
            long[] after = state.clone();
            Bits.facts(after, facts.of(play.site().takeBack(repo, before)));
            out.to(after, Label.TAKES_BACK_BY_HAND.of(0, 0), true);
        }
    }

    /** A copy that changes nothing leads nowhere new, so it costs nothing of what may come yet. */
    private void lateCopies(long[] state, Out out) {
        if (Bits.copies(state) == 0) {
            return;
        }
        for (int command = 0; command < aggregates.commands(); command++) {
            if (!Bits.isPosted(state, command)) {
                continue;
            }
            long[] after = state.clone();
            if (aggregates.deliver(after, command) && after[0] != state[0]) {
                Bits.copies(after, Bits.copies(state) - 1);
                if (Bits.copies(after) == 0) {
                    after[1] = 0;
                }
                out.to(after, Label.COMES_ONCE_MORE.of(0, command), false);
            }
        }
    }

    /** What is wrong where nothing is left to do; null if nothing is. */
    void checkEnd(long[] state) {
        WorkflowView workflow = aggregates.workflow().view(Bits.workflow(state));
        RepoView repo = aggregates.repo().view(Bits.repo(state));
        var entry = aggregates.registry().view(Bits.registry(state)).entry(repo.repo());
        boolean begun = workflow.version() > 0;
        boolean open = repo.relocation() != null || (entry != null && entry.undertaking() != null);
        if (workflow.isOpen() || (!begun && open)) {
            throw new Violation(
                    Property.NO_DEAD_END,
                    "nobody has anything to do, but the workflow is " + steps.phase(Bits.workflow(state)));
        }
        if (repo.location() == null) {
            return;
        }
        String wrong = open
                ? "the workflow has ended, but it is open still in "
                        + (repo.relocation() != null ? "the repository" : "the registry")
                : entry == null
                        ? "the registry has lost the repository"
                        : !entry.path().equals(repo.location().path()) || entry.tier() != repo.tier()
                                ? "the registry says " + entry.path() + ", " + entry.tier() + ", the repository says "
                                        + repo.location().path() + ", " + repo.tier()
                                : play.site().wrongAtEnd(repo, facts.get(Bits.facts(state)));
        if (wrong != null) {
            throw new Violation(Property.AGREEMENT, wrong);
        }
        observers.checkEnd(state, repo);
    }
}
