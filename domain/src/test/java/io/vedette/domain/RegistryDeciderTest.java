package io.vedette.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryDeciderTest {

    private static final Author ADA = new Author("Ada <ada@example.com>");
    private static final RepoId R1 = new RepoId(new UUID(0, 1));
    private static final RepoId R2 = new RepoId(new UUID(0, 2));
    private static final RepoPath FOO = new RepoPath("/ex/a/foo");
    private static final RepoPath BAR = new RepoPath("/ex/a/bar");
    private static final Root EX = new Root(new RepoPath("/ex"), new Host("h1"), new HostPath("/data"));
    private static final Event EXISTS = new RegistryEvent.RegistryAdded("exreg");
    private static final Event ROOTED = new RegistryEvent.RootAdded(EX);
    private static final Event ACCEPTED = new RegistryEvent.RepoAccepted(R1, FOO, ADA);
    private static final Event ADDED = new RegistryEvent.RepoAdded(R1, FOO);

    private static Decision decide(RegistryCommand command, Event... given) {
        AggregateId registry = RegistryId.ofName("exreg").aggregate();
        return RegistryDecider.decide(History.fold(RegistryState.empty(), History.of(registry, given)), command);
    }

    private static List<Event> accepted(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Accept.class);
        return ((Decision.Accept) decision).events();
    }

    private static Refusal refused(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Refuse.class);
        return ((Decision.Refuse) decision).refusal();
    }

    @Test
    void makesARegistryOnce() {
        RegistryCommand create = new RegistryCommand.CreateRegistry("exreg");

        assertThat(accepted(decide(create))).containsExactly(EXISTS);
        assertThat(accepted(decide(create, EXISTS))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Exreg",
                "-a",
                ".a",
                "a b",
                "a/b",
                "ä",
                "a\n",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void refusesABadName(String name) {
        assertThat(refused(decide(new RegistryCommand.CreateRegistry(name))).details())
                .containsEntry("field", "name");
        assertThat(refused(decide(new RegistryCommand.RemoveRoot(name, FOO))).details())
                .containsEntry("field", "registry");
    }

    @Test
    void knowsNothingOfARegistryThatWasNotMade() {
        Refusal refusal = refused(decide(new RegistryCommand.AddRoot("exreg", EX)));

        assertThat(refusal.code()).isEqualTo(Refusal.Code.NOT_FOUND);
        assertThat(refusal.message())
                .isEqualTo("registry exreg does not exist; make it with: vedette create registry exreg");
    }

    @Test
    void refusesEverythingOnABrokenHistory() {
        Event broken = new Event.Malformed(2, Event.Bytes.EMPTY, "ROOT_ADDED: no host");

        Refusal refusal = refused(decide(new RegistryCommand.CreateRegistry("exreg"), EXISTS, broken));

        assertThat(refusal.details()).isEqualTo(Map.of("state", "MALFORMED"));
        assertThat(refusal.message()).contains("exreg", "ROOT_ADDED: no host", "vedette events registry exreg");
    }

    @Test
    void addsARootOnce() {
        RegistryCommand add = new RegistryCommand.AddRoot("exreg", EX);

        assertThat(accepted(decide(add, EXISTS))).containsExactly(ROOTED);
        assertThat(accepted(decide(add, EXISTS, ROOTED))).isEmpty();
    }

    @Test
    void refusesASecondRootAtAPath() {
        Root other = new Root(EX.path(), new Host("h2"), new HostPath("/data"));

        Refusal refusal = refused(decide(new RegistryCommand.AddRoot("exreg", other), EXISTS, ROOTED));

        assertThat(refusal.code()).isEqualTo(Refusal.Code.ALREADY_EXISTS);
        assertThat(refusal.details()).isEqualTo(Map.of("id", "/ex"));
        assertThat(refusal.message()).isEqualTo("root /ex is on h1 at /data already; remove that one first");
    }

    @Test
    void removesARootOnWhichNothingLives() {
        RegistryCommand remove = new RegistryCommand.RemoveRoot("exreg", EX.path());
        Event nested = new RegistryEvent.RootAdded(new Root(new RepoPath("/ex/a"), new Host("h2"), new HostPath("/d")));

        assertThat(accepted(decide(remove, EXISTS, ROOTED))).containsExactly(new RegistryEvent.RootRemoved(EX.path()));
        assertThat(accepted(decide(remove, EXISTS, ROOTED, nested, ACCEPTED))).hasSize(1);
    }

    @Test
    void refusesToRemoveARootWithTheNumberOfThoseThatLiveOnIt() {
        RegistryCommand remove = new RegistryCommand.RemoveRoot("exreg", EX.path());
        Event second = new RegistryEvent.RepoAccepted(R2, BAR, ADA);

        assertThat(refused(decide(remove, EXISTS, ROOTED, ACCEPTED)).message())
                .isEqualTo("root /ex has 1 repository below it; move them to another root first");
        Refusal refusal = refused(decide(remove, EXISTS, ROOTED, ACCEPTED, ADDED, second));
        assertThat(refusal.message()).contains("/ex has 2 repositories");
        assertThat(refusal.details()).isEqualTo(Map.of("state", "IN_USE"));
    }

    @Test
    void aRootBelowDoesNotTakeOverWhatLivesThereAlready() {
        RepoPath below = new RepoPath("/ex/a");
        Event nested = new RegistryEvent.RootAdded(new Root(below, new Host("h2"), new HostPath("/d")));
        Event[] given = {EXISTS, ROOTED, ACCEPTED, ADDED, nested};

        assertThat(refused(decide(new RegistryCommand.RemoveRoot("exreg", EX.path()), given))
                        .details())
                .isEqualTo(Map.of("state", "IN_USE"));
        assertThat(accepted(decide(new RegistryCommand.RemoveRoot("exreg", below), given)))
                .containsExactly(new RegistryEvent.RootRemoved(below));
    }

    @Test
    void aRepositoryThatMovedLivesOnTheRootOfItsNewPlace() {
        RepoPath path = new RepoPath("/other/foo");
        WorkflowId move = new WorkflowId(new UUID(1, 1));
        Root other = new Root(new RepoPath("/other"), new Host("h2"), new HostPath("/d"));
        Event[] given = {
            EXISTS,
            ROOTED,
            ACCEPTED,
            ADDED,
            new RegistryEvent.RootAdded(other),
            new RegistryEvent.RepoMoved(R1, move, path)
        };

        assertThat(accepted(decide(new RegistryCommand.RemoveRoot("exreg", EX.path()), given)))
                .containsExactly(new RegistryEvent.RootRemoved(EX.path()));
        assertThat(refused(decide(new RegistryCommand.RemoveRoot("exreg", other.path()), given))
                        .details())
                .isEqualTo(Map.of("state", "IN_USE"));
    }

    @Test
    void knowsNoRootThatWasNotAdded() {
        Refusal refusal = refused(decide(new RegistryCommand.RemoveRoot("exreg", FOO), EXISTS, ROOTED));

        assertThat(refusal.code()).isEqualTo(Refusal.Code.NOT_FOUND);
        assertThat(refusal.message()).contains("/ex/a/foo", "vedette get roots");
    }

    @Test
    void acceptsARepositoryOnce() {
        RegistryCommand init = new RegistryCommand.InitRepo("exreg", R1, FOO, ADA);

        assertThat(accepted(decide(init, EXISTS, ROOTED))).containsExactly(ACCEPTED);
        assertThat(accepted(decide(init, EXISTS, ROOTED, ACCEPTED))).isEmpty();
        assertThat(accepted(decide(init, EXISTS, ROOTED, ACCEPTED, ADDED))).isEmpty();
    }

    @Test
    void acceptsItAgainAfterItWasRejected() {
        Event rejected = new RegistryEvent.RepoRejected(R1, FOO, "bad directory");

        assertThat(accepted(decide(
                        new RegistryCommand.InitRepo("exreg", R1, FOO, ADA), EXISTS, ROOTED, ACCEPTED, rejected)))
                .containsExactly(ACCEPTED);
    }

    @Test
    void refusesAnIdThatLivesElsewhere() {
        Refusal refusal =
                refused(decide(new RegistryCommand.InitRepo("exreg", R1, BAR, ADA), EXISTS, ROOTED, ACCEPTED));

        assertThat(refusal.code()).isEqualTo(Refusal.Code.ALREADY_EXISTS);
        assertThat(refusal.details()).isEqualTo(Map.of("id", R1.toString()));
        assertThat(refusal.message()).contains(R1.toString(), "/ex/a/foo", "choose another id");
    }

    @Test
    void refusesAPathThatIsTaken() {
        Refusal refusal =
                refused(decide(new RegistryCommand.InitRepo("exreg", R2, FOO, ADA), EXISTS, ROOTED, ACCEPTED));

        assertThat(refusal.code()).isEqualTo(Refusal.Code.ALREADY_EXISTS);
        assertThat(refusal.details()).isEqualTo(Map.of("id", R1.toString()));
        assertThat(refusal.message()).contains("/ex/a/foo", R1.toString(), "choose another path");
    }

    @Test
    void refusesAPathWithoutARoot() {
        Refusal refusal =
                refused(decide(new RegistryCommand.InitRepo("exreg", R1, new RepoPath("/exx/a"), ADA), EXISTS, ROOTED));

        assertThat(refusal.details()).isEqualTo(Map.of("state", "NO_ROOT"));
        assertThat(refusal.message()).contains("/exx/a", "vedette add root");
    }

    @Test
    void refusesAPathThatIsTooLongOnItsFileServer() {
        Event deep = new RegistryEvent.RootAdded(
                new Root(new RepoPath("/"), new Host("h1"), new HostPath("/d".repeat(2000))));
        RepoPath path = new RepoPath("/x".repeat(100));

        Refusal refusal = refused(decide(new RegistryCommand.InitRepo("exreg", R1, path, ADA), EXISTS, deep));

        assertThat(refusal.code()).isEqualTo(Refusal.Code.INVALID_ARGUMENT);
        assertThat(refusal.details()).containsEntry("field", "path");
    }

    @Test
    void reinitialisesARepositoryThatHasAHistory() {
        RegistryCommand reinit = new RegistryCommand.ReinitRepo("exreg", R1, "disk was full");

        assertThat(accepted(decide(reinit, EXISTS, ROOTED, ACCEPTED, ADDED)))
                .containsExactly(new RegistryEvent.RepoReinitAccepted(R1, "disk was full"));
        assertThat(refused(decide(reinit, EXISTS)).message())
                .contains("exreg has no repository " + R1, "vedette get repos");
        assertThat(refused(decide(reinit, EXISTS, ROOTED, ACCEPTED)).details()).isEqualTo(Map.of("state", "ACCEPTED"));
        assertThat(refused(decide(new RegistryCommand.ReinitRepo("exreg", R1, " "), EXISTS, ACCEPTED, ADDED))
                        .details())
                .containsEntry("field", "reason");
        assertThat(refused(decide(
                                new RegistryCommand.ReinitRepo("exreg", R1, "x".repeat(201)), EXISTS, ACCEPTED, ADDED))
                        .details())
                .containsEntry("field", "reason");
    }

    @Test
    void aReasonHasUpToTwoHundredCodePoints() {
        Event[] given = {EXISTS, ROOTED, ACCEPTED, ADDED};

        assertThat(accepted(decide(new RegistryCommand.ReinitRepo("exreg", R1, "🦊".repeat(200)), given)))
                .hasSize(1);
        assertThat(refused(decide(new RegistryCommand.ReinitRepo("exreg", R1, "🦊".repeat(201)), given)))
                .isEqualTo(Refusal.invalid("reason", "must be 1 to 200 code points"));
    }

    @Test
    void confirmsARepositoryOnce() {
        RegistryCommand confirm = new RegistryCommand.ConfirmRepo("exreg", R1);

        assertThat(accepted(decide(confirm, EXISTS, ACCEPTED))).containsExactly(ADDED);
        assertThat(accepted(decide(confirm, EXISTS, ACCEPTED, ADDED))).isEmpty();
        assertThat(refused(decide(confirm, EXISTS)).code()).isEqualTo(Refusal.Code.NOT_FOUND);
    }

    @Test
    void rejectsOnlyWhatHasNoHistory() {
        RegistryCommand reject = new RegistryCommand.RejectRepo("exreg", R1, "bad directory");

        assertThat(accepted(decide(reject, EXISTS, ACCEPTED)))
                .containsExactly(new RegistryEvent.RepoRejected(R1, FOO, "bad directory"));
        assertThat(accepted(decide(reject, EXISTS))).isEmpty();
        assertThat(refused(decide(reject, EXISTS, ACCEPTED, ADDED)).details()).isEqualTo(Map.of("state", "ADDED"));
    }

    @Test
    void aCommandGoesToTheRegistryOfItsName() {
        assertThat(new RegistryCommand.ConfirmRepo("exreg", R1).target())
                .isEqualTo(RegistryId.ofName("exreg").aggregate());
    }
}
