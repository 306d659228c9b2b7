package io.vedette.domain;

import static io.vedette.domain.Deciding.ADA;
import static io.vedette.domain.Deciding.EXREG;
import static io.vedette.domain.Deciding.R1;
import static io.vedette.domain.Deciding.R2;
import static io.vedette.domain.Deciding.W1;
import static io.vedette.domain.Deciding.W2;
import static io.vedette.domain.Deciding.accepted;
import static io.vedette.domain.Deciding.refused;
import static io.vedette.domain.StorageTier.ARCHIVED;
import static io.vedette.domain.StorageTier.FREEZE_FAILED;
import static io.vedette.domain.StorageTier.FREEZING;
import static io.vedette.domain.StorageTier.FROZEN;
import static io.vedette.domain.StorageTier.ONLINE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The machine of tiers as registry and repository hold it: from end to end, by commands only. */
class TierChangeDeciderTest {

    private RegistryState registry = Deciding.with();
    private RepoView repo = Deciding.repo();

    private Decision toRegistry(RegistryCommand command) {
        Decision decision = RegistryDecider.decide(registry, command);
        if (decision instanceof Decision.Accept accept) {
            accept.events()
                    .forEach(event -> registry = registry.evolve(
                            History.recorded(RegistryId.ofName(EXREG).aggregate(), registry.version() + 1, event)));
        }
        return decision;
    }

    private Decision toRepo(RepoCommand command) {
        Decision decision = RepoDecider.decide(repo, command);
        if (decision instanceof Decision.Accept accept) {
            accept.events()
                    .forEach(event -> repo = repo.evolve(History.recorded(R1.aggregate(), repo.version() + 1, event)));
        }
        return decision;
    }

    private void begin(WorkflowId workflow, StorageTier target) {
        assertThat(accepted(toRegistry(new RegistryCommand.BeginTierChange(EXREG, R1, workflow, target, ADA))))
                .hasSize(1);
        assertThat(accepted(toRepo(new RepoCommand.StartTierChange(R1, workflow, target, ADA))))
                .hasSize(1);
    }

    /** Each is told twice, as after a lost reply. */
    private void end(WorkflowId workflow, TierChangeCode code) {
        RepoCommand finish = new RepoCommand.FinishTierChange(R1, workflow, code, "said so");
        RegistryCommand conclude = new RegistryCommand.ConcludeTierChange(EXREG, R1, workflow, code, "said so");

        assertThat(accepted(toRepo(finish))).hasSize(1);
        assertThat(accepted(toRepo(finish))).isEmpty();
        assertThat(accepted(toRegistry(conclude))).hasSize(1);
        assertThat(accepted(toRegistry(conclude))).isEmpty();
        assertThat(accepted(toRepo(finish))).isEmpty();
    }

    private void giveUp(WorkflowId workflow) {
        assertThat(accepted(toRegistry(new RegistryCommand.GiveUpTierChange(EXREG, R1, workflow))))
                .hasSize(1);
        assertThat(accepted(toRepo(new RepoCommand.RestoreTier(R1, workflow)))).hasSize(1);
    }

    private void both(StorageTier tier) {
        assertThat(repo.tier()).isEqualTo(tier);
        assertThat(registry.entry(R1)).extracting(RegistryEntry::tier).isEqualTo(tier);
    }

    /** The defect to prevent: a repeated end counted as one only if it led to the tier FROZEN. */
    @ParameterizedTest
    @EnumSource(value = TierChangeCode.class, mode = EnumSource.Mode.EXCLUDE, names = "GIVEN_UP")
    @Tag("W38")
    void freezesArchivesAndComesAllTheWayBackAlsoAtASecondTry(TierChangeCode first) {
        StorageTier before = ONLINE;
        for (StorageTier target : new StorageTier[] {FROZEN, ARCHIVED, FROZEN, ONLINE}) {
            long way = target.ordinal() + 100L * before.ordinal();
            if (first != TierChangeCode.OK) {
                begin(new WorkflowId(new UUID(7, way)), target);
                end(new WorkflowId(new UUID(7, way)), first);
                both(first == TierChangeCode.FAILED ? before.towards(target).failed() : before);
            }
            begin(new WorkflowId(new UUID(8, way)), target);
            both(before.towards(target));
            end(new WorkflowId(new UUID(8, way)), TierChangeCode.OK);
            both(target);
            before = target;
        }
        assertThat(repo.relocation()).isNull();
        assertThat(repo.failed()).isNull();
        assertThat(repo.restored()).isNull();
        assertThat(registry.underWay()).isEmpty();
    }

    @Test
    void aFailureStaysUntilItIsGivenUp() {
        begin(W1, FROZEN);
        end(W1, TierChangeCode.FAILED);
        both(FREEZE_FAILED);
        assertThat(repo.failed()).isEqualTo(W1);

        giveUp(W1);

        both(ONLINE);
        assertThat(repo.failed()).isNull();
        assertThat(repo.restored()).isEqualTo(repo.tail());
        assertThat(registry.entry(R1)).extracting(RegistryEntry::failed).isNull();
        assertThat(accepted(toRepo(new RepoCommand.RestoreTier(R1, W1)))).isEmpty();
    }

    @Test
    void aFailureIsTriedAgain() {
        begin(W1, FROZEN);
        end(W1, TierChangeCode.FAILED);

        begin(W2, FROZEN);
        both(FREEZING);
        end(W2, TierChangeCode.OK);

        both(FROZEN);
        assertThat(repo.failed()).isNull();
        assertThat(repo.restored()).isNull();
    }

    @Test
    void aFailureOfASecondTryIsTheOneToGiveUp() {
        begin(W1, FROZEN);
        end(W1, TierChangeCode.FAILED);
        begin(W2, FROZEN);
        end(W2, TierChangeCode.FAILED);

        assertThat(refused(toRegistry(new RegistryCommand.GiveUpTierChange(EXREG, R1, W1)))
                        .message())
                .contains(W1.toString(), R1.toString(), "FREEZE_FAILED", "nothing to give up");
        assertThat(accepted(toRepo(new RepoCommand.RestoreTier(R1, W1)))).isEmpty();
        giveUp(W2);
        both(ONLINE);
    }

    @Test
    void anAbortLeadsBackToTheFormerTierWithNothingToRestore() {
        begin(W1, FROZEN);
        end(W1, TierChangeCode.ABORTED);

        both(ONLINE);
        assertThat(repo.restored()).isNull();
        assertThat(repo.failed()).isNull();
    }

    @Test
    void anAbortOfASecondTryLeavesTheFailureOfTheFirst() {
        begin(W1, FROZEN);
        end(W1, TierChangeCode.FAILED);
        begin(W2, FROZEN);
        end(W2, TierChangeCode.ABORTED);

        both(FREEZE_FAILED);
        assertThat(repo.restored()).isNull();
        giveUp(W1);
        both(ONLINE);
    }

    @Test
    void aSecondTryThatTheRepositoryRefusesLeavesTheFailureOfTheFirst() {
        begin(W1, FROZEN);
        end(W1, TierChangeCode.FAILED);
        accepted(toRegistry(new RegistryCommand.BeginTierChange(EXREG, R1, W2, FROZEN, ADA)));

        accepted(toRegistry(new RegistryCommand.Reject(EXREG, R1, W2, "an error is stored")));

        both(FREEZE_FAILED);
        giveUp(W1);
        both(ONLINE);
    }

    @Test
    void nobodyGivesUpWhileItIsTriedAgain() {
        begin(W1, FROZEN);
        end(W1, TierChangeCode.FAILED);
        begin(W2, FROZEN);

        Refusal refusal = refused(toRegistry(new RegistryCommand.GiveUpTierChange(EXREG, R1, W1)));
        assertThat(refusal.message()).contains(W2.toString());
        assertThat(accepted(toRepo(new RepoCommand.RestoreTier(R1, W1)))).isEmpty();
        both(FREEZING);
    }

    @Test
    void onlyAFailureCanBeGivenUp() {
        Refusal nothing = refused(toRegistry(new RegistryCommand.GiveUpTierChange(EXREG, R1, W1)));
        Refusal unknown = refused(toRegistry(new RegistryCommand.GiveUpTierChange(EXREG, R2, W1)));

        assertThat(nothing.code()).isEqualTo(Refusal.Code.FAILED_PRECONDITION);
        assertThat(nothing.details()).isEqualTo(Map.of("state", "ONLINE"));
        assertThat(unknown.code()).isEqualTo(Refusal.Code.NOT_FOUND);
        assertThat(accepted(toRepo(new RepoCommand.RestoreTier(R1, W1)))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = StorageTier.class, mode = EnumSource.Mode.EXCLUDE, names = "FROZEN")
    void fromOnlineThereIsOneWay(StorageTier target) {
        Refusal registrys = refused(toRegistry(new RegistryCommand.BeginTierChange(EXREG, R1, W1, target, ADA)));
        Refusal repos = refused(toRepo(new RepoCommand.StartTierChange(R1, W1, target, ADA)));

        assertThat(registrys.details()).isEqualTo(Map.of("state", "ONLINE"));
        assertThat(registrys.message()).contains(R1.toString(), "/ex/a/foo", "ONLINE", "to " + target, "vedette get");
        assertThat(repos.details()).isEqualTo(Map.of("state", "ONLINE"));
    }

    @Test
    void aParentIsNotFrozenUnderItsChild() {
        registry = Deciding.with(Deciding.added(R2, "/ex/a/foo/inner"));

        Refusal refusal = refused(toRegistry(new RegistryCommand.BeginTierChange(EXREG, R1, W1, FROZEN, ADA)));

        assertThat(refusal.details()).isEqualTo(Map.of("state", "PARENT"));
        assertThat(refusal.message()).contains(R2.toString(), "/ex/a/foo", "move that one away first");
    }
}
