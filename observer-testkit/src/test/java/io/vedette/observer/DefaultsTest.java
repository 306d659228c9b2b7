package io.vedette.observer;

import static io.vedette.observer.standin.Tale.ADA;
import static io.vedette.observer.standin.Tale.repo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.domain.EventId;
import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.observer.standin.Tale;
import io.vedette.observer.standin.World;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** What holds for implementors and users who say nothing else. */
class DefaultsTest {

    private static final RepoId R1 = repo(1);
    private static final HostPath PLACE = new HostPath("/data/r1");
    private static final Cause CAUSE = new Cause(
            new RepoInfo(R1, Tale.REGISTRY_ID, new RepoPath("/ex/a/r1"), ADA, Tale.HOST, PLACE, null, Omissions.NONE),
            new EventId(1, 1),
            "enable",
            1);

    private record Files() implements Initializer, Processor {
        @Override
        public Mono<RepoInfo> getRepo(RepoId repo, Cause cause) {
            return Mono.just(cause.repository());
        }

        @Override
        public Mono<RepoInfo> initRepo(RepoId repo, Cause cause) {
            return Mono.just(cause.repository());
        }

        @Override
        public Mono<Void> enableRepo(RepoInfo info, Cause cause) {
            return Mono.empty();
        }

        @Override
        public Mono<Void> disableRepo(RepoId repo, Cause cause) {
            return Mono.empty();
        }
    }

    private record BlockingFiles() implements BlockingInitializer, BlockingProcessor {
        @Override
        public RepoInfo getRepo(RepoId repo, Cause cause) {
            return cause.repository();
        }

        @Override
        public RepoInfo initRepo(RepoId repo, Cause cause) {
            return cause.repository();
        }

        @Override
        public void enableRepo(RepoInfo info, Cause cause) {}

        @Override
        public void disableRepo(RepoId repo, Cause cause) {}
    }

    record Implementor(Initializer initializer, Processor processor) {}

    static List<Implementor> implementors() {
        Blocking blocking = Blocking.on(Schedulers.immediate());
        return List.of(
                new Implementor(new Files(), new Files()),
                new Implementor(blocking.initializer(new BlockingFiles()), blocking.processor(new BlockingFiles())));
    }

    @ParameterizedTest
    @MethodSource("implementors")
    void whatAFileServerCannotDoIsAStrongErrorThatSaysSo(Implementor files) {
        MoveOrder order = new MoveOrder(R1, Tale.workflow(1), PLACE, PLACE, PLACE, CAUSE);

        refuses(files.initializer().moveRepo(order), "cannot move repositories");
        refuses(files.processor().freezeRepo(R1, ADA, CAUSE), "cannot freeze repositories");
        refuses(files.processor().unfreezeRepo(R1, ADA, CAUSE), "cannot unfreeze repositories");
    }

    @Test
    void aBudgetOrLimitIsAtLeastOne() {
        ObserverBuilder builder = Observer.builder(new World().registry);

        assertThatThrownBy(() -> builder.fetchBudget(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.effectBudget(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.awakeLimit(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void refuses(Mono<?> call, String message) {
        StepVerifier.create(call)
                .verifyErrorSatisfies(error ->
                        assertThat(error).isInstanceOf(StrongError.class).hasMessageContaining(message));
    }
}
