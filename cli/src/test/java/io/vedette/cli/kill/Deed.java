package io.vedette.cli.kill;

import io.vedette.domain.Event;
import io.vedette.domain.Recorded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What is done with a repository while processes die, and all that the histories of its registry, of itself and of the
 * workflow have in the end: each event once, in this order, whoever dies.
 */
enum Deed {
    MOVE(
            "MOVE_REPO",
            "registry REPO_MOVE_ACCEPTED",
            "repo REPO_MOVE_STARTED",
            "workflow STARTED",
            "workflow APP_ACCEPTED",
            "workflow RELEASED",
            "workflow MOVED",
            "repo REPO_MOVED",
            "registry REPO_MOVED",
            "workflow COMMITTED"),
    /** Before anybody has accepted it. */
    ABORTED_MOVE(
            "MOVE_REPO",
            "registry REPO_MOVE_ACCEPTED",
            "repo REPO_MOVE_STARTED",
            "workflow STARTED",
            "workflow ABORT_ACCEPTED",
            "repo REPO_MOVE_ABORTED",
            "registry REPO_MOVE_ABORTED",
            "workflow ABORTED"),
    /** Once the files have been copied; the new owner has died before it could say so. */
    DISCARDED_MOVE(
            "MOVE_REPO",
            "registry REPO_MOVE_ACCEPTED",
            "repo REPO_MOVE_STARTED",
            "workflow STARTED",
            "workflow APP_ACCEPTED",
            "workflow RELEASED",
            "workflow ABORT_ACCEPTED",
            "repo REPO_MOVE_ABORTED",
            "registry REPO_MOVE_ABORTED",
            "workflow DISCARDED",
            "workflow ABORTED"),
    FREEZE("FREEZE_REPO", Deed.Tiers.CHANGED),
    UNFREEZE("UNFREEZE_REPO", Deed.Tiers.CHANGED),
    /** While the file server may have been at it: it fails so, and is given up. */
    ABORTED_FREEZE("FREEZE_REPO", Deed.Tiers.ABORTED),
    /** The same. */
    ABORTED_UNFREEZE("UNFREEZE_REPO", Deed.Tiers.ABORTED);

    private static final class Tiers {
        private static final String BEGUN = "registry TIER_CHANGE_STARTED, repo TIER_CHANGE_STARTED, workflow STARTED,"
                + " workflow FILES_STARTED, ";
        private static final String ENDED = ", repo TIER_CHANGE_COMPLETED, registry TIER_CHANGE_COMPLETED, ";
        static final String CHANGED = BEGUN + "workflow FILES_COMPLETED" + ENDED + "workflow COMMITTED";
        static final String ABORTED = BEGUN + "workflow ABORT_ACCEPTED" + ENDED + "workflow ABORTED"
                + ", registry TIER_CHANGE_COMPLETED, repo TIER_CHANGE_COMPLETED";
    }

    private final String kind;
    private final List<String> events;

    Deed(String kind, String... events) {
        this.kind = kind;
        this.events = List.of(String.join(", ", events).split(", "));
    }

    /** The kind of its workflow. */
    String kind() {
        return kind;
    }

    List<String> events() {
        return events;
    }

    /** Whether it needs a frozen repository. */
    boolean isOfFrozen() {
        return this == UNFREEZE || this == ABORTED_UNFREEZE;
    }

    /** Whether what it began with holds after it. */
    boolean isTakenBack() {
        return name().startsWith("ABORTED") || this == DISCARDED_MOVE;
    }

    /** An event as it stands in {@link #events}. */
    static String text(Recorded recorded) {
        Event event = recorded.event();
        return recorded.aggregate().kind().name().toLowerCase(Locale.ROOT) + " "
                + (event instanceof Event.OfWorkflow own ? own.type() : event.name());
    }

    /** The steps at which somebody dies in this deed: those of the registry that no earlier deed has, and all of others. */
    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        storings().forEach(steps::addAll);
        steps.addAll(parts());
        return steps;
    }

    /** Those of one round: just before or just after the registry stores an event, which changes from round to round. */
    List<Step> steps(int round) {
        List<Step> steps = new ArrayList<>();
        for (List<Step> edges : storings()) {
            steps.add(edges.get((steps.size() + round) % edges.size()));
        }
        steps.addAll(parts());
        return steps;
    }

    private List<List<Step>> storings() {
        List<List<Step>> storings = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            String event = events.get(i);
            int occurrence = Collections.frequency(events.subList(0, i + 1), event);
            boolean earlier = Arrays.stream(values())
                    .limit(ordinal())
                    .anyMatch(other ->
                            other.kind.equals(kind) && Collections.frequency(other.events, event) >= occurrence);
            if (!earlier) {
                storings.add(Step.storing(this, event, occurrence));
            }
        }
        return storings;
    }

    private List<Step> parts() {
        return Arrays.stream(Part.values())
                .filter(part -> part.deed() == this)
                .map(Part::step)
                .toList();
    }
}
