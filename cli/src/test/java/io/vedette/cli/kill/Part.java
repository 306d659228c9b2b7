package io.vedette.cli.kill;

import static io.vedette.cli.kill.Deed.DISCARDED_MOVE;
import static io.vedette.cli.kill.Deed.FREEZE;
import static io.vedette.cli.kill.Deed.MOVE;
import static io.vedette.cli.kill.Deed.UNFREEZE;
import static io.vedette.cli.kill.Places.after;
import static io.vedette.cli.kill.Places.before;
import static io.vedette.cli.kill.Step.Victim.OTHER;
import static io.vedette.cli.kill.Step.Victim.OWNER;

import io.vedette.cli.kill.Step.Victim;
import io.vedette.testkit.kill.Hook;
import java.util.Locale;

/** The steps of the observers' parts, in the order in which work passes them. */
@SuppressWarnings("ImmutableEnumChecker")
enum Part {
    // The former owner of a repository that moves
    CLOSE_CALLED(MOVE, OWNER, before("gitshadow.GitShadow", "disableRepo")),
    GATE_CLOSING(MOVE, OWNER, before("gitshadow.internal.serve.Gates", "close")),
    TREE_LET_GO(MOVE, OWNER, before("gitshadow.internal.follow.Follower", "forget")),
    CLOSED(MOVE, OWNER, before("observer.internal.repo.Calls", "ended", "processor.disableRepo")),
    RELEASE_UNREPORTED(MOVE, OWNER, reported("tellRegistry", "RELEASED")),
    RELEASE_CONFIRMED(MOVE, OWNER, reported("settle", "RELEASED")),

    // The new owner
    MOVE_CALLED(MOVE, OTHER, before("gitshadow.GitShadow", "moveRepo")),
    MOVE_UNRECORDED(MOVE, OTHER, before("gitshadow.internal.move.Journal", "write", "stage=COPYING")),
    TREE_UNCOPIED(MOVE, OTHER, before("gitshadow.internal.move.TreeSync", "untilStable")),
    FILE_COPYING(MOVE, OTHER, before("gitshadow.internal.move.Contents", "copy"), 2, 5),
    SHADOW_UNCOPIED(MOVE, OTHER, before("gitshadow.internal.move.TreeSync", "untilStable"), 2),
    SHADOW_COPYING(MOVE, OTHER, before("gitshadow.internal.move.Contents", "copy", ".git/"), 2, 6),
    COPY_UNRECORDED(MOVE, OTHER, before("gitshadow.internal.move.Journal", "write", "stage=COPIED")),
    COPIED(MOVE, OTHER, before("observer.internal.repo.Calls", "ended", "initializer.moveRepo")),
    MOVE_UNREPORTED(MOVE, OTHER, reported("tellRegistry", "MOVED")),
    MOVE_CONFIRMED(MOVE, OTHER, reported("settle", "MOVED")),
    SETTLING(MOVE, OTHER, before("gitshadow.internal.move.Moves", "settle")),
    HOLD_UNRECORDED(MOVE, OTHER, before("gitshadow.internal.move.Journal", "write", "stage=HOLDS")),
    TREE_UNHIDDEN(MOVE, OTHER, before("gitshadow.internal.move.Leg", "retire")),
    TREE_UNPLACED(MOVE, OTHER, before("gitshadow.internal.move.Leg", "settle")),
    TREE_PLACED(MOVE, OTHER, after("gitshadow.internal.move.Leg", "settle")),
    SHADOW_UNHIDDEN(MOVE, OTHER, before("gitshadow.internal.move.Leg", "retire"), 2),
    SHADOW_UNPLACED(MOVE, OTHER, before("gitshadow.internal.move.Leg", "settle"), 2),
    SHADOW_PLACED(MOVE, OTHER, after("gitshadow.internal.move.Leg", "settle"), 2),
    PLACE_UNRECORDED(MOVE, OTHER, before("gitshadow.internal.move.Journal", "write", "stage=PLACED")),
    ORIGINAL_CLEARING(MOVE, OTHER, before("gitshadow.internal.move.TreeDrain", "isThere"), 2, 6),
    ORIGINAL_SHADOW_CLEARING(MOVE, OTHER, before("gitshadow.internal.tree.Removal", "remove", "-moved-"), 2, 20),
    SHADOW_UNNAMED(MOVE, OTHER, before("gitshadow.internal.move.Moves", "note")),
    MOVE_UNFORGOTTEN(MOVE, OTHER, before("gitshadow.internal.move.Journal", "delete")),
    SETTLED(MOVE, OTHER, before("observer.internal.repo.Calls", "ended", "initializer.getRepo")),
    OPENING(MOVE, OTHER, before("gitshadow.GitShadow", "enableRepo")),
    OPEN(MOVE, OTHER, after("gitshadow.internal.serve.Gates", "open")),

    // The new owner when the move was aborted
    DISCARD_CALLED(DISCARDED_MOVE, OTHER, before("gitshadow.GitShadow", "discardMove")),
    COPY_DELETING(DISCARDED_MOVE, OTHER, before("gitshadow.internal.tree.Removal", "remove", "-move-"), 2, 8),
    COPIES_DELETED(DISCARDED_MOVE, OTHER, before("gitshadow.internal.move.Remains", "removeMade")),
    DISCARD_UNRECORDED(DISCARDED_MOVE, OTHER, before("gitshadow.internal.move.Journal", "delete")),
    DISCARDED(DISCARDED_MOVE, OTHER, before("observer.internal.repo.Calls", "ended", "initializer.discardMove")),
    DISCARD_UNREPORTED(DISCARDED_MOVE, OTHER, reported("tellRegistry", "DISCARDED")),
    DISCARD_CONFIRMED(DISCARDED_MOVE, OTHER, reported("settle", "DISCARDED")),

    FREEZE_CALLED(FREEZE, OWNER, before("gitshadow.GitShadow", "freezeRepo")),
    TREE_UNCOMMITTED(FREEZE, OWNER, before("gitshadow.internal.store.ShadowRepository", "commitNext")),
    MODES_UNREAD(FREEZE, OWNER, before("gitshadow.internal.freeze.ModeList", "save", "FREEZING")),
    MODES_UNWRITTEN(FREEZE, OWNER, before("gitshadow.internal.freeze.ModeList", "save", "FREEZING"), 2),
    MODE_TAKING(FREEZE, OWNER, before("gitshadow.internal.tree.Metadata", "mode"), 1, 5),
    READ_ONLY(FREEZE, OWNER, before("gitshadow.internal.freeze.ModeList", "save", "FROZEN")),
    FREEZE_WRITTEN(FREEZE, OWNER, before("observer.internal.repo.Calls", "ended", "processor.freezeRepo")),
    FREEZE_UNREPORTED(FREEZE, OWNER, reported("tellRegistry", "FILES_COMPLETED")),
    FREEZE_CONFIRMED(FREEZE, OWNER, reported("settle", "FILES_COMPLETED")),

    UNFREEZE_CALLED(UNFREEZE, OWNER, before("gitshadow.GitShadow", "unfreezeRepo")),
    THAW_UNWRITTEN(UNFREEZE, OWNER, before("gitshadow.internal.freeze.ModeList", "save", "THAWING")),
    MODE_RETURNING(UNFREEZE, OWNER, before("gitshadow.internal.tree.Metadata", "mode"), 1, 5),
    MODES_RETURNED(UNFREEZE, OWNER, before("gitshadow.internal.freeze.ModeList", "delete")),
    UNFROZEN(UNFREEZE, OWNER, before("observer.internal.repo.Calls", "ended", "processor.unfreezeRepo")),
    UNFREEZE_UNREPORTED(UNFREEZE, OWNER, reported("tellRegistry", "FILES_COMPLETED")),
    UNFREEZE_CONFIRMED(UNFREEZE, OWNER, reported("settle", "FILES_COMPLETED"));

    private final Deed deed;
    private final Victim victim;
    private final Hook place;
    private final int from;
    private final int to;

    Part(Deed deed, Victim victim, Hook place) {
        this(deed, victim, place, 1);
    }

    Part(Deed deed, Victim victim, Hook place, int pass) {
        this(deed, victim, place, pass, pass);
    }

    Part(Deed deed, Victim victim, Hook place, int from, int to) {
        this.deed = deed;
        this.victim = victim;
        this.place = place;
        this.from = from;
        this.to = to;
    }

    private static Hook reported(String method, String event) {
        return before("observer.internal.repo.StepRunner", method, "type=" + event);
    }

    Deed deed() {
        return deed;
    }

    Step step() {
        return new Step(deed, victim, name().toLowerCase(Locale.ROOT).replace('_', ' '), place, from, to);
    }
}
