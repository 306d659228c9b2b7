package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.client.RegistryClient;
import io.vedette.domain.codec.WireIds;
import io.vedette.observer.StrongError;
import io.vedette.proto.v1.Hello;
import io.vedette.proto.v1.ObserverFrame;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** {@code init repo --wait}: who comes after it, as a git client, finds the repository open or knows why it is not. */
class InitWaitTest extends WithObservers {

    @BeforeEach
    void observed() {
        givenRegistry();
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

    @ParameterizedTest
    @ValueSource(strings = {"initRepo /ex/a", "enableRepo /ex/a"})
    void thatItsObserverCannotGoOnIsSaid(String call) {
        files.script(call, () -> {
            throw new AssertionError("a broken gate");
        });

        Program.Result parked = init("50s");

        assertThat(parked.exit()).isEqualTo(Exit.FINDINGS);
        assertThat(parked.out()).contains("a broken gate");
    }

    @Test
    void anObserverThatDoesNotAnswerIsWaitedForIfItMayBeTheOne() {
        Program.Result ofOthers;
        Program.Result ofItsOwn;
        try (RegistryClient client = Clients.connect(address, Duration.ofSeconds(10))) {
            Disposable elsewhere = mute(client, "/ex/b");
            ofOthers = init("20s");
            elsewhere.dispose();
            mute(client, "/ex");
            ofItsOwn = init("3s");
        }
        await(() -> !vedette("explain", "--all").err().contains("mute"));

        assertThat(ofOthers.exit()).as(ofOthers.err()).isZero();
        assertThat(ofItsOwn.exit()).isEqualTo(Exit.FINDINGS);
        assertThat(ofItsOwn.err()).contains("not open after PT3S");
        assertThat(init("20s").exit()).isZero();
    }

    private Disposable mute(RegistryClient client, String prefix) {
        ObserverFrame hello = ObserverFrame.newBuilder()
                .setHello(Hello.newBuilder()
                        .setName("mute")
                        .setInstance(WireIds.bytes(UUID.randomUUID()))
                        .setRegistry("exreg")
                        .addPathPrefixes(prefix))
                .build();
        Disposable link =
                client.link(Flux.concat(Flux.just(hello), Flux.never())).subscribe(frame -> {}, closed -> {});
        await(() -> vedette("explain", "--all").err().contains("mute"));
        return link;
    }
}
