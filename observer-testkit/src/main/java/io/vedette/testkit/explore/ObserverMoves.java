package io.vedette.testkit.explore;

import io.vedette.domain.RepoView;
import io.vedette.workflows.Call;
import io.vedette.workflows.Party;
import io.vedette.workflows.Place;
import io.vedette.workflows.Role;
import io.vedette.workflows.Subject;
import io.vedette.workflows.WorkflowDefinition;
import io.vedette.workflows.WorkflowView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an observer may do next. It sees each history late, as far as it has read it; opens and closes the repository by the
 * repository's history; and plays its parts in the workflow, which it may see before the repository shows anything of it. It
 * does one thing at a time. What it reports is decided at once, since what it does not see yet stands for what has happened
 * meanwhile.
 */
final class ObserverMoves {

    private final Play play;
    private final Aggregates aggregates;
    private final Steps steps;
    private final Index<Facts> facts;

    ObserverMoves(Play play, Aggregates aggregates, Steps steps, Index<Facts> facts) {
        this.play = play;
        this.aggregates = aggregates;
        this.steps = steps;
        this.facts = facts;
    }

    void from(long[] state, int who, Moves.Out out) {
        int workflow = Bits.workflow(state);
        int repo = Bits.repo(state);
        int workflowTail = Bits.workflowTail(state, who);
        int repoTail = Bits.repoTail(state, who);
        if (workflowTail < aggregates.workflow().length(workflow)) {
            long[] after = state.clone();
            Bits.workflowTail(after, who, workflowTail + 1);
            out.to(after, Label.SEES_WORKFLOW.of(who, workflowTail + 1), true);
        }
        if (repoTail < aggregates.repo().length(repo)) {
            long[] after = state.clone();
            Bits.repoTail(after, who, repoTail + 1);
            out.to(after, Label.SEES_REPO.of(who, repoTail + 1), true);
        }
        RepoView seen = seen(state, who);
        serve(state, who, seen, out);
        act(state, who, out);
        if (Bits.crashes(state) > 0) {
            crash(state, who, out);
        }
    }

    private RepoView seen(long[] state, int who) {
        return aggregates.repo().view(aggregates.repo().at(Bits.repo(state), Bits.repoTail(state, who)));
    }

    private void serve(long[] state, int who, RepoView seen, Moves.Out out) {
        Watcher observer = play.observers().get(who);
        boolean served = Bits.served(state, who);
        if (Serving.closes(observer, seen, served)) {
            long[] after = state.clone();
            close(after, who);
            out.to(after, Label.CLOSES.of(who, 0), true);
        }
        if (Serving.opens(observer, seen, served, Bits.servedAt(state, who))) {
            long[] after = state.clone();
            Bits.served(after, who, true, (int) Serving.placed(seen));
            Bits.serving(after, who, true);
            Bits.facts(after, facts.of(world(() -> play.site().open(seen, facts.get(Bits.facts(state))))));
            out.to(after, Label.OPENS.of(who, 0), true);
        }
    }

    private static void close(long[] state, int who) {
        Bits.served(state, who, false, 0);
        Bits.serving(state, who, false);
    }

    private interface Change<T> {
        T make();
    }

    private static <T> T world(Change<T> change) {
        try {
            return change.make();
        } catch (IllegalStateException broken) {
            throw new Violation(Property.AGREEMENT, String.valueOf(broken.getMessage()));
        }
    }

    private void act(long[] state, int who, Moves.Out out) {
        int workflow = aggregates.workflow().at(Bits.workflow(state), Bits.workflowTail(state, who));
        int repo = aggregates.repo().at(Bits.repo(state), Bits.repoTail(state, who));
        for (Role role : roles(workflow, play.observers().get(who))) {
            int step = steps.observer(party(role, who), repo, workflow, Bits.memory(state, who));
            if (step == Steps.NOTHING) {
                continue;
            }
            if (Steps.isEffect(step)) {
                carryOut(state, who, step, out);
            } else {
                long[] after = state.clone();
                remember(after, who, steps.told(step));
                Bits.posted(after, step);
                aggregates.deliver(after, step);
                out.to(after, Label.REPORTS.of(who, step), true);
                if (Bits.crashes(state) > 0) {
                    long[] crashed = restarted(state, who);
                    Bits.posted(crashed, step);
                    out.to(crashed, Label.CRASHES_POSTING.of(who, step), false);
                }
            }
        }
    }

    Party party(Role role, int who) {
        return new Party(role, play.observers().get(who).name());
    }

    private List<Role> roles(int workflow, Watcher observer) {
        WorkflowView view = aggregates.workflow().view(workflow);
        Subject subject = view.subject();
        WorkflowDefinition<?, ?> definition = view.definition();
        if (subject == null || definition == null) {
            return List.of();
        }
        return subject.repo() == null
                ? definition.roles(true, true)
                : definition.roles(owns(observer, subject.from()), owns(observer, subject.to()));
    }

    private static boolean owns(Watcher observer, @Nullable Place place) {
        return place != null && observer.owns(place.path(), place.host());
    }

    private void carryOut(long[] state, int who, int step, Moves.Out out) {
        int number = Steps.number(step);
        Call call = steps.call(number);
        Facts before = facts.get(Bits.facts(state));
        Site.Done done = world(() -> play.site().perform(call, before, owners(state) > 0));
        steps.result(number, done.result());
        long[] after = state.clone();
        if (call.name().equals("processor.disableRepo")) {
            close(after, who);
        }
        Bits.facts(after, facts.of(done.after()));
        remember(after, who, steps.succeeded(number));
        out.to(after, Label.CARRIES_OUT.of(who, number), true);
        if (Steps.mayFail(step)) {
            long[] failed = state.clone();
            remember(failed, who, steps.failed(number));
            out.to(failed, Label.FAILS_AT.of(who, number), true);
        }
    }

    private static void remember(long[] state, int who, int bit) {
        Bits.memory(state, who, Bits.memory(state, who) | 1L << bit);
    }

    /** The process ends and another one starts, which reads all there is and knows no answers. */
    private long[] restarted(long[] state, int who) {
        long[] after = Moves.crashed(state);
        Bits.memory(after, who, 0);
        Bits.workflowTail(after, who, aggregates.workflow().length(Bits.workflow(state)));
        Bits.repoTail(after, who, aggregates.repo().length(Bits.repo(state)));
        RepoView seen = aggregates.repo().view(Bits.repo(state));
        boolean served = Serving.owns(play.observers().get(who), seen) && Serving.mayStillBeServed(seen);
        Bits.served(after, who, served, 0);
        return after;
    }

    private void crash(long[] state, int who, Moves.Out out) {
        long[] after = restarted(state, who);
        if (after[2 + who] != state[2 + who]) {
            out.to(after, Label.CRASHES.of(who, 0), false);
        }
        if (Bits.serving(state, who)) {
            long[] closed = after.clone();
            Bits.serving(closed, who, false);
            out.to(closed, Label.CRASHES_WITH_CLIENTS.of(who, 0), false);
        }
    }

    /** Nobody serves the repository. */
    void checkClosed(long[] state) {
        if (owners(state) > 0) {
            throw new Violation(Property.ONE_OWNER, "the repository is served while a person moves its files");
        }
    }

    private int owners(long[] state) {
        int owners = 0;
        for (int i = 0; i < play.observers().size(); i++) {
            owners += Bits.serving(state, i) ? 1 : 0;
        }
        return owners;
    }

    /** There is one owner at most. */
    void checkOwners(long[] state) {
        if (owners(state) > 1) {
            throw new Violation(Property.ONE_OWNER, "two observers serve the repository");
        }
    }

    void checkEnd(long[] state, RepoView repo) {
        for (int i = 0; i < play.observers().size(); i++) {
            boolean should = Serving.owns(play.observers().get(i), repo) && Serving.usable(repo);
            if (Bits.serving(state, i) != should) {
                throw new Violation(
                        Property.AGREEMENT,
                        play.observers().get(i).name() + (should ? " does not serve" : " serves")
                                + " the repository at the end");
            }
        }
    }
}
