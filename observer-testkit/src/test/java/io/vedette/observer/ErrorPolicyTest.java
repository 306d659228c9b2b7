package io.vedette.observer;

import static io.vedette.observer.standin.Tale.errorCleared;
import static io.vedette.observer.standin.Tale.errorSet;
import static io.vedette.observer.standin.Tale.initStarted;
import static io.vedette.observer.standin.Tale.remoteAccepted;
import static io.vedette.observer.standin.Tale.repo;
import static io.vedette.observer.standin.Tale.shadow;
import static io.vedette.observer.standin.Tale.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.vedette.domain.Refusal;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import io.vedette.engine.ActivityState;
import io.vedette.observer.standin.FileServer;
import io.vedette.observer.standin.World;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Mono;

/** What becomes of an effect that failed. */
class ErrorPolicyTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final String INIT = "initializer.initRepo";

    private final RepoId r1 = repo(1);
    private final RepoId r2 = repo(2);
    private final World world = new World();

    record Case(String name, Supplier<Throwable> error, int calls, boolean stored) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> policy() {
        return List.of(
                new Case("strong is stored at once", () -> new StrongError("bad"), 1, true),
                new Case("weak is stored after five tries", () -> new WeakError("bad"), 5, true),
                new Case("unclassified counts as weak", () -> new IllegalStateException("bad"), 5, true),
                new Case(
                        "a deadline of gRPC counts as weak",
                        () -> Status.DEADLINE_EXCEEDED.asRuntimeException(),
                        5,
                        true),
                new Case("what a future wraps counts", () -> new CompletionException(new StrongError("bad")), 1, true),
                new Case("stored is known already", () -> new StoredError("bad"), 1, false));
    }

    @ParameterizedTest
    @MethodSource("policy")
    void errorPolicy(Case policy) {
        world.given(r1).start();
        world.files.fail(INIT, r1, 100, policy.error());

        world.tell(r1, initStarted("/ex/a/r1")).advance(HOUR);

        assertThat(world.calls(r1)).filteredOn(INIT::equals).hasSize(policy.calls());
        assertThat(world.commands(RepoCommand.SetRepoError.class)).hasSize(policy.stored() ? 1 : 0);
    }

    @Test
    @Tag("W22")
    void cancelledCallsAreTriedAgainAndDoNotCount() {
        world.given(r1).start();
        world.files.fail(INIT, r1, 8, () -> new CancellationException("shutting down"));
        world.files.fail(INIT, r1, 8, () -> Status.CANCELLED.asRuntimeException());

        world.tell(r1, initStarted("/ex/a/r1")).advance(HOUR);

        assertThat(world.calls(r1)).filteredOn(INIT::equals).hasSize(17);
        assertThat(world.commands(RepoCommand.SetRepoError.class)).isEmpty();
        assertThat(world.commands(RepoCommand.ConfirmShadow.class)).hasSize(1);
    }

    @Test
    void whatTheFileServerAsAWholeCannotDoIsNeverStored() {
        world.given(r1).start();
        world.files.fail(INIT, r1, 8, () -> new UnavailableError("the disk of the shadows is not mounted"));

        world.tell(r1, initStarted("/ex/a/r1"));

        assertThat(world.explain(r1).why())
                .startsWith("init waits for the file server: the disk of the shadows is not mounted; next try at ");
        world.advance(HOUR);
        assertThat(world.commands(RepoCommand.SetRepoError.class)).isEmpty();
        assertThat(world.commands(RepoCommand.ConfirmShadow.class)).hasSize(1);
    }

    @Test
    @Tag("W21")
    void weakErrorsAreTriedFiveTimesWithGrowingPausesAndThenStoredOnce() {
        world.given(r1).start();
        world.files.fail(INIT, r1, 100, () -> new WeakError("busy"));

        world.tell(r1, initStarted("/ex/a/r1")).advance(HOUR);

        List<Long> starts =
                world.files.calls().stream().map(FileServer.Call::atMillis).toList();
        assertThat(starts).hasSize(5);
        for (int i = 1; i < starts.size(); i++) {
            assertThat(starts.get(i) - starts.get(i - 1)).isBetween(200L, 60_000L);
        }
        assertThat(world.files.calls())
                .extracting(call -> call.cause() == null ? 0 : call.cause().attempt())
                .containsExactly(1, 2, 3, 4, 5);
        assertThat(world.commands(RepoCommand.SetRepoError.class)).hasSize(1);
    }

    @Test
    @Tag("W21")
    void eachStepCountsItsOwnWeakErrors() {
        world.given(r1).start();
        world.files.fail("processor.enableRepo", r1, 4, () -> new WeakError("busy"));
        world.files.fail("initializer.attachRemote", r1, 4, () -> new WeakError("busy"));

        world.tellAtOnce(r1, initStarted("/ex/a/r1"), remoteAccepted(), shadow(r1))
                .advance(HOUR);

        assertThat(world.calls(r1)).filteredOn("processor.enableRepo"::equals).hasSize(5);
        assertThat(world.commands(RepoCommand.ConfirmRemote.class)).hasSize(1);
        assertThat(world.commands(RepoCommand.SetRepoError.class)).isEmpty();
    }

    @Test
    void aRetryOfEnablingBeginsWithGetRepo() {
        world.given(r1).start();
        world.files.fail("processor.enableRepo", r1, 1, () -> new WeakError("busy"));

        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1)).advance(HOUR);

        assertThat(world.calls(r1))
                .containsSubsequence(
                        "initializer.getRepo", "processor.enableRepo", "initializer.getRepo", "processor.enableRepo");
    }

    @Test
    void newInputEndsTheBackOff() {
        world.given(r1).start();
        world.files.fail(INIT, r1, 3, () -> new WeakError("busy"));
        world.tell(r1, initStarted("/ex/a/r1"));
        assertThat(world.calls(r1)).containsExactly(INIT);

        world.tell(r1, unknown());
        assertThat(world.calls(r1)).isEmpty();
        world.tell(r1, errorSet("x"), errorCleared("x"));

        assertThat(world.calls(r1)).containsExactly(INIT);
    }

    @Test
    @Tag("W19")
    void storingAnErrorWhereAnotherIsStoredIsSuccess() {
        world.registry.decide();
        world.given(r1);
        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1), errorSet("an older one"));
        world.files.fail("initializer.getRepo", r1, 100, () -> new StrongError("gone"));

        world.start().advance(HOUR);

        assertThat(world.calls(r1)).containsExactly("initializer.getRepo", "command.setRepoError");
        assertThat(world.explain(r1).state()).isInstanceOf(ActivityState.Sleeping.class);
    }

    @Test
    @Tag("W18")
    void aClearedErrorEnablesAgain() {
        world.registry.decide();
        world.given(r1).start();
        world.files.fail("processor.enableRepo", r1, 1, () -> new StrongError("no room"));
        world.tell(r1, initStarted("/ex/a/r1"));
        assertThat(world.files.servedPath(r1)).isNull();
        assertThat(world.registry.view(r1).error()).contains("no room");

        world.registry
                .execute(new RepoCommand.ClearRepoError(r1, world.storedError(r1)))
                .subscribe();
        world.settle();

        assertThat(world.files.servedPath(r1)).isEqualTo("/ex/a/r1");
    }

    @Test
    void aClearedErrorDoesNotEnableAgainWhatIsEnabled() {
        world.given(r1).start();
        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1));
        world.calls(r1);

        world.tell(r1, errorSet("x"), errorCleared("x"));

        assertThat(world.calls(r1)).isEmpty();
    }

    @Test
    @Tag("W24")
    void aFailingRemoteDoesNotKeepARepositoryFromBeingEnabled() {
        world.given(r1).start();
        world.files.fail("initializer.attachRemote", r1, 100, () -> new WeakError("the remote is away"));

        world.tell(r1, initStarted("/ex/a/r1"), remoteAccepted(), shadow(r1)).advance(HOUR);

        assertThat(world.files.servedPath(r1)).isEqualTo("/ex/a/r1");
        assertThat(world.calls(r1))
                .containsSequence("initializer.getRepo", "processor.enableRepo", "initializer.attachRemote");
        assertThat(world.commands(RepoCommand.SetRepoError.class)).hasSize(1);
    }

    @Test
    @Tag("W23")
    void anErrorBetweenTheStepsIsTreatedAlikeInLoadAndLive() {
        world.given(r1, r2);
        world.tell(r1, initStarted("/ex/a/r1"), errorSet("x"), remoteAccepted(), errorCleared("x"), shadow(r1));
        world.start();
        world.tell(r2, initStarted("/ex/a/r2"), errorSet("x"), remoteAccepted(), errorCleared("x"), shadow(r2));

        List<String> end = List.of("initializer.getRepo", "processor.enableRepo", "initializer.attachRemote");
        assertThat(world.calls(r1)).containsSubsequence(end);
        assertThat(world.calls(r2)).containsSubsequence(end);
    }

    static List<Supplier<Mono<Object>>> misbehaviours() {
        return List.of(ErrorPolicyTest::nothing, Mono::empty, () -> {
            throw new IllegalStateException("thrown at once");
        });
    }

    @SuppressWarnings({"NullAway", "ReactiveStreamsNullPublisher"})
    private static Mono<Object> nothing() {
        return null;
    }

    @ParameterizedTest
    @MethodSource("misbehaviours")
    void aMisbehavingImplementorHarmsOneRepositoryOnly(Supplier<Mono<Object>> misbehaviour) {
        world.given(r1, r2).start();
        for (int i = 0; i < 5; i++) {
            world.files.script(INIT, r1, misbehaviour);
        }

        world.tell(r1, initStarted("/ex/a/r1"));
        world.tell(r2, initStarted("/ex/a/r2"), shadow(r2)).advance(HOUR);

        assertThat(world.files.servedPath(r2)).isEqualTo("/ex/a/r2");
        assertThat(world.calls(r1)).filteredOn(INIT::equals).hasSize(5);
        assertThat(world.storedError(r1)).isNotBlank();
    }

    @Test
    void aCallThatCompletesTwiceCountsOnce() {
        world.given(r1).start();
        world.files.script(
                "processor.enableRepo",
                r1,
                () -> Mono.fromDirect(subscriber -> {
                    subscriber.onSubscribe(new Subscription() {
                        @Override
                        public void request(long n) {
                            subscriber.onNext(1);
                            subscriber.onNext(2);
                            subscriber.onComplete();
                            subscriber.onComplete();
                        }

                        @Override
                        public void cancel() {}
                    });
                }));

        world.tell(r1, initStarted("/ex/a/r1"), shadow(r1)).advance(HOUR);

        assertThat(world.calls(r1)).endsWith("initializer.getRepo", "processor.enableRepo");
        assertThat(world.explain(r1).state()).isInstanceOf(ActivityState.Sleeping.class);
    }

    @Test
    @Tag("W11")
    void aThrownErrorParksTheRepositoryWithTheReasonUntilAnOperatorRetries() {
        world.given(r1, r2).start();
        world.files.script(INIT, r1, () -> {
            throw new NoClassDefFoundError("some/Plugin");
        });

        world.tell(r1, initStarted("/ex/a/r1"));
        world.tell(r2, initStarted("/ex/a/r2")).advance(HOUR);

        assertThat(world.calls(r1)).containsExactly(INIT);
        assertThat(world.calls(r2)).contains("command.confirmShadow");
        assertThat(world.explain(r1).state())
                .isInstanceOfSatisfying(
                        ActivityState.Parked.class,
                        parked -> assertThat(parked.reason()).contains("init", "some/Plugin"));

        world.observer().retry(r1.aggregate()).subscribe();
        world.settle();
        assertThat(world.calls(r1)).containsExactly(INIT, "command.confirmShadow");
    }

    @Test
    void anOperatorsRetryEndsABackOff() {
        world.given(r1).start();
        world.files.fail(INIT, r1, 1, () -> new WeakError("busy"));
        world.tell(r1, initStarted("/ex/a/r1"));
        world.calls(r1);

        world.observer().retry(r1.aggregate()).subscribe();
        world.settle();

        assertThat(world.calls(r1)).containsExactly(INIT, "command.confirmShadow");
    }

    @Test
    void aRefusedResultIsStoredAsAnError() {
        world.given(r1).start();
        world.registry.refuse(command -> command instanceof RepoCommand.ConfirmShadow
                ? Refusal.exists("repository has its shadow at /elsewhere already", "/elsewhere")
                : null);

        world.tell(r1, initStarted("/ex/a/r1")).advance(HOUR);

        assertThat(world.calls(r1)).filteredOn(INIT::equals).hasSize(1);
        assertThat(world.storedError(r1)).contains("has its shadow at /elsewhere already");
    }

    @Test
    void anErrorThatCannotBeStoredParksTheRepository() {
        world.given(r1).start();
        world.files.fail(INIT, r1, 1, () -> new StrongError("bad dir"));
        world.registry.refuse(command -> Refusal.precondition("not now, not ever", "MALFORMED"));

        world.tell(r1, initStarted("/ex/a/r1")).advance(HOUR);

        assertThat(world.explain(r1).state())
                .isInstanceOfSatisfying(
                        ActivityState.Parked.class,
                        parked -> assertThat(parked.reason()).contains("not now, not ever"));
    }
}
