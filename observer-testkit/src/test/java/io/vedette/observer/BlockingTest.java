package io.vedette.observer;

import static io.vedette.observer.standin.Tale.repo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.domain.Author;
import io.vedette.domain.EventId;
import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.observer.internal.repo.BrokenCode;
import io.vedette.observer.standin.Tale;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.scheduler.Schedulers;

/** Implementors whose code blocks. */
class BlockingTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final RepoId r1 = repo(1);
    private final RepoInfo info = new RepoInfo(
            r1,
            Tale.REGISTRY_ID,
            new RepoPath("/ex/a/r1"),
            Tale.ADA,
            Tale.HOST,
            new HostPath("/data/r1"),
            null,
            Omissions.NONE);
    private final Cause cause = new Cause(info, new EventId(1, 1), "init", 1);
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final Blocking blocking = Blocking.on(2);
    private final Initializer initializer = blocking.initializer(new Files());
    private final Processor processor = blocking.processor(new Doors());

    private class Files implements BlockingInitializer {
        @Override
        public RepoInfo getRepo(RepoId repo, Cause cause) throws Exception {
            entered.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException cancelled) {
                interrupted.countDown();
                throw cancelled;
            }
            return cause.repository();
        }

        @Override
        public RepoInfo initRepo(RepoId repo, Cause cause) {
            assertThat(Schedulers.isInNonBlockingThread()).isFalse();
            return cause.repository().withShadow(Tale.shadowOf(repo), Omissions.NONE);
        }

        @Override
        public HostPath moveRepo(MoveOrder order) {
            return order.oldShadow();
        }
    }

    private static class Doors implements BlockingProcessor {
        @Override
        public void enableRepo(RepoInfo info, Cause cause) {
            throw new StrongError("no room");
        }

        @Override
        public void disableRepo(RepoId repo, Cause cause) {}

        @Override
        public void freezeRepo(RepoId repo, Author author, Cause cause) {
            throw new NoClassDefFoundError("some/Plugin");
        }

        @Override
        public void unfreezeRepo(RepoId repo, Author author, Cause cause) {}
    }

    @AfterEach
    void dispose() {
        blocking.dispose();
    }

    @Test
    void valuesAndErrorsComeThrough() {
        assertThat(initializer
                        .initRepo(r1, cause)
                        .map(found -> "" + found.shadow())
                        .block(SOON))
                .isEqualTo("" + Tale.shadowOf(r1));
        assertThat(processor.disableRepo(r1, cause).thenReturn(true).block(SOON))
                .isTrue();
        assertThatThrownBy(() -> processor.enableRepo(info, cause).block(SOON))
                .isInstanceOf(StrongError.class)
                .hasMessage("no room");
    }

    @Test
    void anErrorOfTheVirtualMachineComesThroughInsteadOfHanging() {
        assertThatThrownBy(() -> processor.freezeRepo(r1, Tale.ADA, cause).block(SOON))
                .isInstanceOf(BrokenCode.class)
                .hasMessageContaining("some/Plugin");
    }

    @Test
    void cancellingInterrupts() throws InterruptedException {
        Disposable call = initializer.getRepo(r1, cause).subscribe();
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

        call.dispose();

        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
