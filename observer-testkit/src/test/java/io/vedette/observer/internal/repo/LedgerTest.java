package io.vedette.observer.internal.repo;

import static io.vedette.observer.standin.Tale.repo;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.Recorded;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.observer.standin.GeneratedHistory;
import io.vedette.observer.standin.GeneratedHistory.Line;
import io.vedette.observer.standin.Seeds;
import io.vedette.observer.standin.World;
import io.vedette.testkit.standin.StandInRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was done, and how it is kept in a byte. */
class LedgerTest {

    private final RepoId r1 = repo(1);
    private final Scope scope = new Scope(List.of(new RepoPath("/ex/a")), null);

    /** The law that lets an activity forget all but a byte: sleeping and waking changes no decision, ever after. */
    @Test
    void whatIsPackedAndUnpackedLeadsToTheSamePlans() {
        Seeds.each(3_000, random -> {
            Sight sight = Sight.empty(r1);
            Ledger kept = Ledger.atLoad(sight, scope);
            Ledger forgetful = kept;

            for (Recorded recorded : recorded(GeneratedHistory.of(random, r1, 25))) {
                sight = sight.evolve(recorded);
                if (random.nextInt(3) == 0) {
                    continue;
                }
                Plan plan = Reconcile.plan(sight, scope, kept, Parts.NONE);
                assertThat(Reconcile.plan(sight, scope, forgetful, Parts.NONE)).isEqualTo(plan);
                while (!plan.steps().isEmpty()) {
                    OpenStep open = plan.steps().get(0);
                    boolean fails = random.nextInt(4) == 0;
                    kept = fails ? kept.failed(open) : kept.succeeded(open, sight);
                    forgetful = fails ? forgetful.failed(open) : forgetful.succeeded(open, sight);
                    plan = Reconcile.plan(sight, scope, kept, Parts.NONE);
                }
                byte packed = forgetful.packed(sight);
                assertThat(Ledger.isThere(packed)).isTrue();
                forgetful = Ledger.unpacked(packed, sight);
            }
        });
    }

    @Test
    void aSettledStepIsNotOpenedAgainByTheSameInput() {
        Seeds.each(500, random -> {
            Sight sight = Sight.empty(r1);
            for (Recorded recorded : recorded(GeneratedHistory.of(random, r1, 15))) {
                sight = sight.evolve(recorded);
            }
            Ledger ledger = Ledger.atLoad(sight, scope);
            int rounds = 0;

            for (Plan plan = Reconcile.plan(sight, scope, ledger, Parts.NONE);
                    !plan.steps().isEmpty();
                    plan = Reconcile.plan(sight, scope, ledger, Parts.NONE)) {
                ledger = ledger.failed(plan.steps().get(0));
                rounds++;
            }

            assertThat(rounds).isLessThanOrEqualTo(RepoStep.values().length);
        });
    }

    private List<Recorded> recorded(List<Line> lines) {
        StandInRegistry registry = new World().registry;
        List<Recorded> all = new ArrayList<>();
        for (Line line : lines) {
            if (line.aggregate().equals(r1.aggregate())) {
                all.add(registry.append(line.aggregate(), line.event()));
            }
        }
        return all;
    }
}
