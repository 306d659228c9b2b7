package io.vedette.testkit.explore;

import io.vedette.domain.Author;
import io.vedette.domain.Command;
import io.vedette.domain.HostPath;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.StorageTier;
import io.vedette.domain.TierChangeCode;
import io.vedette.domain.WorkflowCommand;
import io.vedette.workflows.EventTypes;
import io.vedette.workflows.WorkflowDefinition;
import io.vedette.workflows.WorkflowEvent;
import io.vedette.workflows.kind.FreezeRepo;
import io.vedette.workflows.kind.MoveRepo;
import io.vedette.workflows.kind.MoveRepoEvent;
import io.vedette.workflows.kind.MoveShadow;
import io.vedette.workflows.kind.MoveShadowEvent;
import io.vedette.workflows.kind.PingRegistry;
import io.vedette.workflows.kind.PingRegistryEvent;
import io.vedette.workflows.kind.TierChangeEvent;
import io.vedette.workflows.kind.UnfreezeRepo;

/** The built-in kinds, each in the place where it is explored. */
final class Kinds {

    private static final String REGISTRY = "exreg";
    private static final Author AUTHOR = new Author("Bob <bob@example.com>");

    private static final long STRANGE = 99;
    private static final HostPath SHADOW = new HostPath("/shadow/b");
    private static final MoveRepo MOVES = new MoveRepo();

    private Kinds() {}

    static Explorer move(WorkflowDefinition<?, ?> definition) {
        return Explorer.of(definition)
                .begin(new RegistryCommand.BeginMoveRepo(
                        REGISTRY, Explorer.REPO, Explorer.WORKFLOW, new RepoPath("/far/a")))
                .lastAbortableBefore("MOVED")
                .strangers(
                        append(definition.kind(), MOVES.events(), new MoveRepoEvent.Released(STRANGE)),
                        append(definition.kind(), MOVES.events(), new MoveRepoEvent.Moved(SHADOW, STRANGE)),
                        append(definition.kind(), MOVES.events(), new MoveRepoEvent.Discarded(STRANGE)));
    }

    private static <E extends WorkflowEvent> Command append(String kind, EventTypes<E> events, E event) {
        return new WorkflowCommand.Append(Explorer.WORKFLOW, events.write(kind, event));
    }

    static Explorer moveAcross(WorkflowDefinition<?, ?> definition) {
        return move(definition).observer("east", "/ex", "h1").observer("west", "/far", "h2");
    }

    static Explorer moveAcross() {
        return moveAcross(new MoveRepo()).reachedFromOutside("RELEASED");
    }

    static Explorer moveWithin() {
        return Explorer.of(new MoveRepo())
                .begin(new RegistryCommand.BeginMoveRepo(
                        REGISTRY, Explorer.REPO, Explorer.WORKFLOW, new RepoPath("/ex/b")))
                .lastAbortableBefore("MOVED")
                .reachedFromOutside("RELEASED")
                .observer("east", "/ex", "h1");
    }

    static Explorer moveShadow(WorkflowDefinition<?, ?> definition) {
        return Explorer.of(definition)
                .begin(new RegistryCommand.BeginMoveShadow(REGISTRY, Explorer.REPO, Explorer.WORKFLOW, SHADOW))
                .lastAbortableBefore("MOVED")
                .strangers(append(definition.kind(), new MoveShadow().events(), new MoveShadowEvent.Disabled(STRANGE)))
                .observer("east", "/ex", "h1");
    }

    static Explorer moveShadow() {
        return moveShadow(new MoveShadow());
    }

    static Explorer freeze(WorkflowDefinition<?, ?> definition) {
        return Explorer.of(definition)
                .begin(new RegistryCommand.BeginTierChange(
                        REGISTRY, Explorer.REPO, Explorer.WORKFLOW, StorageTier.FROZEN, AUTHOR))
                .lastAbortableBefore("FILES_COMPLETED")
                .strangers(append(
                        definition.kind(),
                        new FreezeRepo().events(),
                        new TierChangeEvent.FilesCompleted(TierChangeCode.OK, "", STRANGE)))
                .observer("east", "/ex", "h1");
    }

    static Explorer freeze() {
        return freeze(new FreezeRepo());
    }

    static Explorer unfreeze() {
        return Explorer.of(new UnfreezeRepo())
                .ofFrozen()
                .begin(new RegistryCommand.BeginTierChange(
                        REGISTRY, Explorer.REPO, Explorer.WORKFLOW, StorageTier.ONLINE, AUTHOR))
                .lastAbortableBefore("FILES_COMPLETED")
                .strangers(append(
                        "UNFREEZE_REPO",
                        new UnfreezeRepo().events(),
                        new TierChangeEvent.FilesCompleted(TierChangeCode.OK, "", STRANGE)))
                .observer("east", "/ex", "h1");
    }

    static Explorer ping() {
        return ping(new PingRegistry());
    }

    static Explorer ping(WorkflowDefinition<PingRegistry.State, PingRegistryEvent> ping) {
        return Explorer.of(ping)
                .begin(new WorkflowCommand.Append(
                        Explorer.WORKFLOW,
                        ping.events()
                                .write(ping.kind(), new PingRegistryEvent.Started(RegistryId.ofName(REGISTRY), 60))))
                .lastAbortableBefore("PINGS_GATHERED")
                .strangers(
                        append(ping.kind(), ping.events(), new PingRegistryEvent.PingsGathered("nobody")),
                        append(ping.kind(), ping.events(), new PingRegistryEvent.Committed()))
                .observer("east", "/ex", "h1")
                .observer("west", "/far", "h2");
    }
}
