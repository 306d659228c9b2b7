package io.vedette.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever is commanded, in whatever order, a registry's indexes say the same as its entries. */
class RandomCommandsTest {

    private static final RepoPath EVERYTHING = new RepoPath("/");
    private static final String[] PATHS = {
        "/ex/a", "/ex/a/x", "/ex/a/x/y", "/ex/b", "/ex/b/x", "/other/a", "/other/a/x", "/alias", "/alias/x", "/none"
    };

    @Test
    @Tag("W37")
    void theIndexesOfARegistryAgreeWithItsEntriesAfterEveryCommand() {
        Seeds.check(300, random -> {
            RegistryState state = Deciding.with(new RegistryEvent.RootAdded(
                    new Root(new RepoPath("/alias"), new Host("h1"), new HostPath("/data/a"))));
            for (int i = 0; i < 120; i++) {
                Decision decision = RegistryDecider.decide(state, command(random));
                if (decision instanceof Decision.Accept accept) {
                    for (Event event : accept.events()) {
                        state = state.evolve(
                                History.recorded(RegistryId.ofName("exreg").aggregate(), state.version() + 1, event));
                    }
                } else {
                    checkRefusal(((Decision.Refuse) decision).refusal());
                }
                checkIndexes(state);
            }
        });
    }

    private static void checkRefusal(Refusal refusal) {
        assertThat(refusal.message()).isNotBlank();
        assertThat(refusal.details().isEmpty()).isEqualTo(refusal.code() == Refusal.Code.NOT_FOUND);
    }

    private static void checkIndexes(RegistryState state) {
        List<RegistryEntry> all = state.below(EVERYTHING, null, Integer.MAX_VALUE);
        assertThat(all).hasSize(state.size());
        Map<WorkflowId, RepoId> busy = new HashMap<>();
        List<RegistryEntry> moving = new ArrayList<>();
        for (RegistryEntry entry : all) {
            assertThat(state.entry(entry.repo())).isSameAs(entry);
            assertThat(state.entryAt(entry.path())).isSameAs(entry);
            if (entry.workflow() != null) {
                busy.put(entry.workflow(), entry.repo());
                assertThat(state.entryIn(entry.workflow())).isSameAs(entry);
            }
            if (entry.newPath() != null) {
                moving.add(entry);
                assertThat(state.entryMovingTo(entry.newPath())).isSameAs(entry);
            }
            checkFailure(entry.failed(), entry.tier());
            assertThat(entry.undertaking() instanceof Undertaking.TierChange)
                    .isEqualTo(entry.tier().name().endsWith("ING"));
            assertThat(entry.root()).isNotNull();
            assertThat(state.roots()).contains(entry.root());
        }
        assertThat(state.underWay()).isEqualTo(busy);
        assertThat(state.movingBelow(EVERYTHING, Integer.MAX_VALUE)).containsExactlyInAnyOrderElementsOf(moving);
    }

    private static RegistryCommand command(SplittableRandom random) {
        RepoId repo = new RepoId(new UUID(0, 1 + random.nextInt(4)));
        WorkflowId workflow = new WorkflowId(new UUID(1, random.nextInt(4)));
        RepoPath path = new RepoPath(PATHS[random.nextInt(PATHS.length)]);
        StorageTier tier = StorageTier.values()[random.nextInt(StorageTier.values().length)];
        TierChangeCode code = TierChangeCode.values()[random.nextInt(3)];
        String name = Deciding.EXREG;
        return switch (random.nextInt(16)) {
            case 0, 1 -> new RegistryCommand.InitRepo(name, repo, path, Deciding.ADA);
            case 2, 3 -> new RegistryCommand.ConfirmRepo(name, repo);
            case 4 -> new RegistryCommand.RejectRepo(name, repo, "no");
            case 5 -> new RegistryCommand.ReinitRepo(name, repo, "again");
            case 6 -> new RegistryCommand.RemoveRoot(name, path);
            case 7 -> new RegistryCommand.AddRoot(name, new Root(path, new Host("h1"), new HostPath("/d")));
            case 8, 9 -> new RegistryCommand.BeginMoveRepo(name, repo, workflow, path);
            case 10 -> new RegistryCommand.BeginMoveShadow(name, repo, workflow, new HostPath(path.value()));
            case 11 -> new RegistryCommand.BeginTierChange(name, repo, workflow, tier, Deciding.ADA);
            case 12 -> new RegistryCommand.GiveUpTierChange(name, repo, workflow);
            case 13 -> new RegistryCommand.ConcludeTierChange(name, repo, workflow, code, "");
            case 14 -> new RegistryCommand.Conclude(name, repo, workflow);
            default ->
                random.nextBoolean()
                        ? new RegistryCommand.Reject(name, repo, workflow, "no")
                        : new RegistryCommand.Abandon(name, repo, workflow, "no");
        };
    }

    @Test
    void aRepositoryIsInOneThingAtATimeAfterEveryCommand() {
        Seeds.check(300, random -> {
            RepoView view = Deciding.repo();
            for (int i = 0; i < 80; i++) {
                Decision decision = RepoDecider.decide(view, repoCommand(random));
                if (decision instanceof Decision.Accept accept) {
                    for (Event event : accept.events()) {
                        view = view.evolve(History.recorded(Deciding.R1.aggregate(), view.version() + 1, event));
                    }
                } else {
                    checkRefusal(((Decision.Refuse) decision).refusal());
                }
                String tier = view.tier().name();
                assertThat(view.relocation() instanceof Relocation.TierChange).isEqualTo(tier.endsWith("ING"));
                assertThat(view.relocated() == null).isEqualTo(view.relocation() == null);
                checkFailure(view.failed(), view.tier());
                assertThat(view.malformed()).isNull();
            }
        });
    }

    /** A failure is remembered while it lasts, and while it is tried again. */
    private static void checkFailure(@Nullable WorkflowId failed, StorageTier tier) {
        if (failed == null) {
            assertThat(tier.name()).doesNotEndWith("_FAILED");
        } else {
            assertThat(tier.name()).matches(".*(_FAILED|ING)");
        }
    }

    private static RepoCommand repoCommand(SplittableRandom random) {
        RepoId repo = Deciding.R1;
        WorkflowId workflow = new WorkflowId(new UUID(1, random.nextInt(3)));
        HostPath place = new HostPath("/s/" + random.nextInt(3));
        StorageTier tier = StorageTier.values()[random.nextInt(StorageTier.values().length)];
        TierChangeCode code = TierChangeCode.values()[random.nextInt(3)];
        return switch (random.nextInt(12)) {
            case 0, 1 -> new RepoCommand.StartMove(repo, workflow, new RepoPath(place.value()), new Host("h2"), place);
            case 2 -> new RepoCommand.StartShadowMove(repo, workflow, place);
            case 3, 4 -> new RepoCommand.StartTierChange(repo, workflow, tier, Deciding.ADA);
            case 5 -> new RepoCommand.FinishMove(repo, workflow, place);
            case 6 -> new RepoCommand.FinishShadowMove(repo, workflow);
            case 7 -> new RepoCommand.FinishTierChange(repo, workflow, code, "");
            case 8 -> new RepoCommand.AbortRelocation(repo, workflow, "no");
            case 9 -> new RepoCommand.RestoreTier(repo, workflow);
            case 10 -> new RepoCommand.SetRepoError(repo, "bad");
            default -> new RepoCommand.ClearRepoError(repo, "bad");
        };
    }
}
