package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.observer.StrongError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** {@code init repo --wait}: who comes after it, as a git client, finds the repository open or knows why it is not. */
class InitWaitTest extends WithObservers {

    @BeforeEach
    void observed() {
        vedette("create", "registry", "exreg");
        vedette("add", "root", "exreg", "/ex", "--host", "h1", "--host-path", "/data");
        observe("one", "/ex");
    }

    private Program.Result init(String limit) {
        return vedette("init", "repo", "exreg", "/ex/a", "--id", REPO, "--wait", "--wait-timeout", limit);
    }

    @Test
    void itWaitsUntilTheRepositoryIsOpen() {
        Sinks.Empty<Void> gate = Sinks.empty();
        files.script("enableRepo /ex/a", gate::asMono);

        Program.Result early = init("1s");
        gate.tryEmitEmpty();
        Program.Result later = init("20s");

        assertThat(early.exit()).isEqualTo(Exit.FINDINGS);
        assertThat(early.err())
                .contains("repository " + REPO + " is accepted, but not open after PT1S")
                .contains("vedette explain repo " + REPO);
        assertThat(files.calls()).containsExactly("initRepo /ex/a", "getRepo /ex/a", "enableRepo /ex/a");
        assertThat(later.exit()).as(later.err()).isZero();
        assertThat(later.out()).contains("/shadow/" + REPO);
    }

    @Test
    void anErrorThatIsStoredWhileItIsOpenedIsSaid() {
        files.script("enableRepo /ex/a", () -> Mono.error(new StrongError("no room for another gate")));

        Program.Result failed = init("20s");

        assertThat(failed.exit()).isEqualTo(Exit.FINDINGS);
        assertThat(failed.out()).contains("no room for another gate");
    }

    @Test
    void thatItsObserverCannotGoOnIsSaid() {
        files.script("enableRepo /ex/a", () -> {
            throw new AssertionError("a broken gate");
        });

        Program.Result parked = init("20s");

        assertThat(parked.exit()).isEqualTo(Exit.FINDINGS);
        assertThat(parked.out()).contains("a broken gate");
    }
}
