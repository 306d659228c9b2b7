package io.vedette.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RepoDeciderTest {

    private static final RepoId R1 = new RepoId(new UUID(0, 1));
    private static final RegistryId EXREG = RegistryId.ofName("exreg");
    private static final RepoPath FOO = new RepoPath("/ex/a/foo");
    private static final Author ADA = new Author("Ada <ada@example.com>");
    private static final Host H1 = new Host("h1");
    private static final HostPath DATA = new HostPath("/data/a/foo");
    private static final HostPath SHADOW = new HostPath("/shadow/r1");
    private static final RemoteSpec REMOTE = new RemoteSpec("ssh://git.example.com/foo");
    private static final Event STARTED = new RepoEvent.RepoInitStarted(EXREG, FOO, ADA, H1, DATA);
    private static final Event SHADOWED = new RepoEvent.ShadowRepoCreated(SHADOW, Omissions.NONE);
    private static final Event ERROR = new RepoEvent.RepoErrorSet("bad dir");
    private static final Event CLEARED = new RepoEvent.RepoErrorCleared("bad dir");

    private static Decision decide(RepoCommand command, Event... given) {
        return RepoDecider.decide(History.fold(RepoView.empty(R1), History.of(R1.aggregate(), given)), command);
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
    void startsARepositoryOnce() {
        RepoCommand start = new RepoCommand.StartRepo(R1, EXREG, FOO, ADA, H1, DATA);

        assertThat(accepted(decide(start))).containsExactly(STARTED);
        assertThat(accepted(decide(start, STARTED))).isEmpty();
        assertThat(accepted(decide(start, STARTED, SHADOWED))).isEmpty();
    }

    @Test
    void refusesToStartAnotherRepositoryUnderTheSameId() {
        RepoCommand elsewhere = new RepoCommand.StartRepo(R1, EXREG, new RepoPath("/ex/b"), ADA, H1, DATA);
        RepoCommand foreign = new RepoCommand.StartRepo(R1, RegistryId.ofName("other"), FOO, ADA, H1, DATA);

        for (RepoCommand command : List.of(elsewhere, foreign)) {
            Refusal refusal = refused(decide(command, STARTED));
            assertThat(refusal.code()).isEqualTo(Refusal.Code.ALREADY_EXISTS);
            assertThat(refusal.message()).contains(R1.toString(), "/ex/a/foo", "choose another id");
        }
    }

    @Test
    void knowsNothingOfARepositoryThatWasNotStarted() {
        for (RepoCommand command : List.of(
                new RepoCommand.ConfirmShadow(R1, SHADOW, Omissions.NONE),
                new RepoCommand.AcceptRemote(R1, REMOTE),
                new RepoCommand.ConfirmRemote(R1, REMOTE),
                new RepoCommand.SetRepoError(R1, "bad dir"),
                new RepoCommand.ClearRepoError(R1, "bad dir"),
                new RepoCommand.ReinitialiseRepo(R1))) {
            Refusal refusal = refused(decide(command));
            assertThat(refusal.code()).isEqualTo(Refusal.Code.NOT_FOUND);
            assertThat(refusal.message()).contains(R1.toString(), "vedette get repos");
        }
    }

    @Test
    void refusesEverythingOnABrokenHistory() {
        Event broken = new Event.Malformed(51, Event.Bytes.EMPTY, "SHADOW_REPO_CREATED: no path");

        Refusal refusal = refused(decide(new RepoCommand.SetRepoError(R1, "bad dir"), STARTED, broken));

        assertThat(refusal.details()).isEqualTo(Map.of("state", "MALFORMED"));
        assertThat(refusal.message()).contains(R1.toString(), "SHADOW_REPO_CREATED: no path", "vedette events repo");
    }

    @Test
    void confirmsAShadowOnce() {
        Omissions omissions = new Omissions(List.of(new Omission("run/socket", "socket")), 1);

        assertThat(accepted(decide(new RepoCommand.ConfirmShadow(R1, SHADOW, omissions), STARTED)))
                .containsExactly(new RepoEvent.ShadowRepoCreated(SHADOW, omissions));
        assertThat(accepted(decide(new RepoCommand.ConfirmShadow(R1, SHADOW, Omissions.NONE), STARTED, SHADOWED)))
                .isEmpty();
    }

    @Test
    void refusesASecondShadow() {
        RepoCommand second = new RepoCommand.ConfirmShadow(R1, new HostPath("/shadow/other"), Omissions.NONE);

        Refusal refusal = refused(decide(second, STARTED, SHADOWED));

        assertThat(refusal.code()).isEqualTo(Refusal.Code.ALREADY_EXISTS);
        assertThat(refusal.details()).isEqualTo(Map.of("id", "/shadow/r1"));
        assertThat(refusal.message()).contains(R1.toString(), "/shadow/r1", "move of the shadow");
    }

    @Test
    void acceptsAndConfirmsOneRemote() {
        Event accepted = new RepoEvent.RemoteAccepted(REMOTE);
        Event created = new RepoEvent.RemoteCreated(REMOTE);
        RemoteSpec other = new RemoteSpec("other");

        assertThat(accepted(decide(new RepoCommand.AcceptRemote(R1, REMOTE), STARTED)))
                .containsExactly(accepted);
        assertThat(accepted(decide(new RepoCommand.AcceptRemote(R1, REMOTE), STARTED, accepted)))
                .isEmpty();
        assertThat(refused(decide(new RepoCommand.AcceptRemote(R1, other), STARTED, accepted))
                        .details())
                .isEqualTo(Map.of("id", REMOTE.value()));
        assertThat(accepted(decide(new RepoCommand.ConfirmRemote(R1, REMOTE), STARTED, accepted)))
                .containsExactly(created);
        assertThat(accepted(decide(new RepoCommand.ConfirmRemote(R1, REMOTE), STARTED, accepted, created)))
                .isEmpty();
        assertThat(refused(decide(new RepoCommand.ConfirmRemote(R1, REMOTE), STARTED))
                        .details())
                .isEqualTo(Map.of("state", "NO_REMOTE"));
        assertThat(refused(decide(new RepoCommand.ConfirmRemote(R1, other), STARTED, accepted))
                        .details())
                .isEqualTo(Map.of("state", "OTHER_REMOTE"));
    }

    @Test
    void anErrorThatIsStoredAlreadyIsSuccessAlsoWithAnotherText() {
        assertThat(accepted(decide(new RepoCommand.SetRepoError(R1, "bad dir"), STARTED)))
                .containsExactly(ERROR);
        assertThat(accepted(decide(new RepoCommand.SetRepoError(R1, "something else"), STARTED, ERROR)))
                .isEmpty();
        assertThat(accepted(decide(new RepoCommand.SetRepoError(R1, "bad dir"), STARTED, ERROR, CLEARED)))
                .containsExactly(ERROR);
    }

    @Test
    void anErrorHasUpToTwoHundredCodePoints() {
        assertThat(accepted(decide(new RepoCommand.SetRepoError(R1, "🦊".repeat(200)), STARTED)))
                .hasSize(1);
        for (String bad : List.of("", "  ", "🦊".repeat(201))) {
            assertThat(refused(decide(new RepoCommand.SetRepoError(R1, bad), STARTED)))
                    .isEqualTo(Refusal.invalid("message", "must be 1 to 200 code points"));
        }
    }

    @Test
    void clearsAnErrorByItsText() {
        assertThat(accepted(decide(new RepoCommand.ClearRepoError(R1, "bad dir"), STARTED, ERROR)))
                .containsExactly(CLEARED);
        assertThat(accepted(decide(new RepoCommand.ClearRepoError(R1, "bad dir"), STARTED, ERROR, CLEARED)))
                .isEmpty();

        Refusal refusal = refused(decide(new RepoCommand.ClearRepoError(R1, "other"), STARTED, ERROR));
        assertThat(refusal.details()).isEqualTo(Map.of("state", "OTHER_ERROR"));
        assertThat(refusal.message()).contains(R1.toString(), "bad dir", "clear it by its own text");
    }

    @Test
    void aReinitialisationClearsWhateverErrorThereIs() {
        assertThat(accepted(decide(new RepoCommand.ReinitialiseRepo(R1), STARTED, ERROR)))
                .containsExactly(CLEARED);
        assertThat(accepted(decide(new RepoCommand.ReinitialiseRepo(R1), STARTED)))
                .isEmpty();
    }
}
