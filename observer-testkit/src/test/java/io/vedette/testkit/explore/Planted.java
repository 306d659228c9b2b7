package io.vedette.testkit.explore;

import io.vedette.domain.HostPath;
import io.vedette.domain.Refusal;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.WorkflowId;
import io.vedette.workflows.Call;
import io.vedette.workflows.Party;
import io.vedette.workflows.Role;
import io.vedette.workflows.Situation;
import io.vedette.workflows.Step;
import io.vedette.workflows.Transitions;
import io.vedette.workflows.kind.FreezeRepo;
import io.vedette.workflows.kind.MoveRepo;
import io.vedette.workflows.kind.MoveRepoEvent;
import io.vedette.workflows.kind.MoveShadow;
import io.vedette.workflows.kind.MoveShadowEvent;
import io.vedette.workflows.kind.PingRegistry;
import io.vedette.workflows.kind.PingRegistryEvent;
import io.vedette.workflows.kind.TierChange;
import io.vedette.workflows.kind.TierChangeEvent;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Built-in kinds that are altered: one that is as good as before, and many that are not. */
final class Planted {

    private Planted() {}

    /** A move with another step for some party in some phase. */
    private abstract static class OtherMove extends Altered<MoveRepo.State, MoveRepoEvent> {
        OtherMove() {
            super(new MoveRepo());
        }

        static long fence(Situation<MoveRepo.State> situation) {
            return Objects.requireNonNull(situation.state().plan()).fence();
        }

        @Nullable
        abstract Step instead(Party party, Situation<MoveRepo.State> situation);

        @Override
        public Step next(Party party, Situation<MoveRepo.State> situation) {
            Step other = instead(party, situation);
            return other == null ? super.next(party, situation) : other;
        }
    }

    /** Nothing is wrong with it: the former owner releases the repository before applications are ready. */
    static final class EagerRelease extends OtherMove {
        @Override
        @Nullable
        Step instead(Party party, Situation<MoveRepo.State> situation) {
            return party.role() == Role.RELEASER
                            && situation.state().phase() == MoveRepo.Phase.STARTED
                            && situation.relocation() != null
                    ? new Step.Do(
                            Call.of("processor.disableRepo", "repo", Explorer.REPO.toString()),
                            closed -> post(party, situation.workflow(), new MoveRepoEvent.Released(fence(situation))),
                            null)
                    : null;
        }
    }

    /** The new owner brings the files before the former one has released them. */
    static final class HastyAcquirer extends OtherMove {
        @Override
        public Transitions transitions() {
            return with(new Transitions.Row(
                    MoveRepo.Phase.ACCEPTED, MoveRepoEvent.Moved.class, Role.ACQUIRER, MoveRepo.Phase.MOVED));
        }

        @Override
        public MoveRepo.State evolve(MoveRepo.State state, MoveRepoEvent event) {
            return state.phase() == MoveRepo.Phase.ACCEPTED && event instanceof MoveRepoEvent.Moved moved
                    ? new MoveRepo.State(MoveRepo.Phase.MOVED, state.plan(), moved.shadowPath(), state.reason())
                    : super.evolve(state, event);
        }

        @Override
        @Nullable
        Step instead(Party party, Situation<MoveRepo.State> situation) {
            return party.role() == Role.ACQUIRER && situation.state().phase() == MoveRepo.Phase.ACCEPTED
                    ? new Step.Do(
                            moving(situation),
                            result -> post(
                                    party,
                                    situation.workflow(),
                                    new MoveRepoEvent.Moved(
                                            new HostPath(result.getOrDefault("shadowPath", "/")), fence(situation))),
                            null)
                    : null;
        }

        private static Call moving(Situation<MoveRepo.State> situation) {
            MoveRepoEvent.Started plan =
                    Objects.requireNonNull(situation.state().plan());
            return Call.of(
                    "initializer.moveRepo",
                    "oldHostPath",
                    plan.oldHostPath().value(),
                    "oldShadowPath",
                    plan.oldShadowPath().value(),
                    "newHostPath",
                    plan.newHostPath().value());
        }
    }

    /** The registry says that the repository has moved before the repository does. */
    static final class RegistryFirst extends OtherMove {
        @Override
        @Nullable
        Step instead(Party party, Situation<MoveRepo.State> situation) {
            return party.role() == Role.SERVER
                            && situation.state().phase() == MoveRepo.Phase.MOVED
                            && situation.undertaking() != null
                    ? new Step.Post(new RegistryCommand.Conclude("exreg", Explorer.REPO, situation.workflow()), null)
                    : null;
        }
    }

    /** The registry is never told. */
    static final class RegistryForgotten extends OtherMove {
        @Override
        @Nullable
        Step instead(Party party, Situation<MoveRepo.State> situation) {
            return party.role() == Role.SERVER
                            && situation.state().phase() == MoveRepo.Phase.MOVED
                            && situation.relocation() == null
                    ? post(party, situation.workflow(), new MoveRepoEvent.Committed())
                    : null;
        }
    }

    /** It can be aborted when the files are at their new place already. */
    static final class LateAbort extends Altered<MoveRepo.State, MoveRepoEvent> {
        LateAbort() {
            super(new MoveRepo());
        }

        @Override
        public Transitions transitions() {
            return with(new Transitions.Row(
                    MoveRepo.Phase.MOVED, MoveRepoEvent.AbortAccepted.class, Role.ADMIN, MoveRepo.Phase.ABORTING));
        }

        @Override
        public MoveRepo.State evolve(MoveRepo.State state, MoveRepoEvent event) {
            return state.phase() == MoveRepo.Phase.MOVED && event instanceof MoveRepoEvent.AbortAccepted abort
                    ? new MoveRepo.State(MoveRepo.Phase.ABORTING, state.plan(), state.shadow(), abort.reason())
                    : super.evolve(state, event);
        }
    }

    /** It does not matter from which change a report comes. */
    static final class NoFence extends Altered<MoveRepo.State, MoveRepoEvent> {
        NoFence() {
            super(new MoveRepo());
        }

        @Override
        public @Nullable Refusal refusal(WorkflowId workflow, MoveRepo.State state, MoveRepoEvent event) {
            return null;
        }
    }

    /** What was brought to the new place stays there after an abort. */
    static final class NothingTakenBack extends OtherMove {
        @Override
        @Nullable
        Step instead(Party party, Situation<MoveRepo.State> situation) {
            return party.role() == Role.ACQUIRER && situation.state().phase() == MoveRepo.Phase.DISCARDING
                    ? post(party, situation.workflow(), new MoveRepoEvent.Discarded(fence(situation)))
                    : null;
        }
    }

    /** The former owner reports what is for the new one to report. */
    static final class WrongRole extends OtherMove {
        @Override
        @Nullable
        Step instead(Party party, Situation<MoveRepo.State> situation) {
            return party.role() == Role.RELEASER && situation.state().phase() == MoveRepo.Phase.READY
                    ? post(party, situation.workflow(), new MoveRepoEvent.Moved(new HostPath("/s"), fence(situation)))
                    : null;
        }
    }

    /** A phase that was forgotten. */
    static final class Throwing extends OtherMove {
        @Override
        @Nullable
        Step instead(Party party, Situation<MoveRepo.State> situation) {
            if (situation.state().phase() == MoveRepo.Phase.DISCARDING) {
                throw new IllegalStateException("what now?");
            }
            return null;
        }
    }

    /** The observer says that the repository is closed, and has not closed it. */
    static final class NotClosed extends Altered<MoveShadow.State, MoveShadowEvent> {
        NotClosed() {
            super(new MoveShadow());
        }

        @Override
        public Step next(Party party, Situation<MoveShadow.State> situation) {
            MoveShadowEvent.Started plan = situation.state().plan();
            return party.role() == Role.OBSERVER
                            && plan != null
                            && situation.state().phase() == MoveShadow.Phase.STARTED
                    ? post(party, situation.workflow(), new MoveShadowEvent.Disabled(plan.fence()))
                    : super.next(party, situation);
        }
    }

    /** The observer closes the repository before it sees in the repository's history that it must not open it again. */
    static final class Blind extends Altered<MoveShadow.State, MoveShadowEvent> {
        Blind() {
            super(new MoveShadow());
        }

        @Override
        public Step next(Party party, Situation<MoveShadow.State> situation) {
            return super.next(
                    party,
                    party.role() == Role.OBSERVER
                            ? new Situation<>(situation.workflow(), situation.state(), null, null)
                            : situation);
        }
    }

    /** Nobody goes on after an abort. */
    static final class DeadEnd extends Altered<MoveShadow.State, MoveShadowEvent> {
        DeadEnd() {
            super(new MoveShadow());
        }

        @Override
        public Step next(Party party, Situation<MoveShadow.State> situation) {
            return situation.state().phase() == MoveShadow.Phase.ABORTING
                    ? Step.waitFor("better times", "everybody")
                    : super.next(party, situation);
        }
    }

    /** The observer is to go on by itself after an hour. */
    static final class Impatient extends Altered<MoveShadow.State, MoveShadowEvent> {
        Impatient() {
            super(new MoveShadow());
        }

        @Override
        public Step next(Party party, Situation<MoveShadow.State> situation) {
            Step next = super.next(party, situation);
            return party.role() == Role.OBSERVER && next instanceof Step.Wait wait
                    ? new Step.Wait(wait.what(), wait.who(), new Step.Limit(Duration.ofHours(1), Step.end()))
                    : next;
        }
    }

    /** The registry tells the repository again and again that the files were changed. */
    static final class Restless extends Altered<TierChange.State, TierChangeEvent> {
        Restless() {
            super(new FreezeRepo());
        }

        @Override
        public Step next(Party party, Situation<TierChange.State> situation) {
            TierChange.State state = situation.state();
            return party.role() == Role.SERVER && state.phase() == TierChange.Phase.FILES_COMPLETED
                    ? new Step.Post(
                            new RepoCommand.FinishTierChange(
                                    Explorer.REPO, situation.workflow(), state.code(), state.message()),
                            null)
                    : super.next(party, situation);
        }
    }

    /** Each call of the definition has another answer. */
    static final class Moody extends Altered<TierChange.State, TierChangeEvent> {
        private int asked;

        Moody() {
            super(new FreezeRepo());
        }

        @Override
        public Step next(Party party, Situation<TierChange.State> situation) {
            TierChangeEvent.Started plan = situation.state().plan();
            return party.role() == Role.OBSERVER
                            && plan != null
                            && situation.state().phase() == TierChange.Phase.FILES_STARTED
                    ? new Step.Do(Call.of("processor.freezeRepo", "try", "" + asked++), done -> Step.end(), null)
                    : super.next(party, situation);
        }
    }

    /** An answer counts as often as it comes. */
    static final class EachPingCounts extends Altered<PingRegistry.State, PingRegistryEvent> {
        EachPingCounts() {
            super(new PingRegistry());
        }

        @Override
        public @Nullable Refusal refusal(WorkflowId workflow, PingRegistry.State state, PingRegistryEvent event) {
            return null;
        }
    }

    /** File servers that move a shadow to another place each time. */
    static Site restlessShadows() {
        Site usual = Site.fileServers();
        return new OtherSite(usual) {
            @Override
            public Done perform(Call call, Facts before, boolean served) {
                Done done = usual.perform(call, before, served);
                return call.name().equals("initializer.moveRepo")
                                && before.copies().size() > 1
                        ? new Done(done.after(), Map.of("shadowPath", "/shadow/moved-again"))
                        : done;
            }
        };
    }
}
