package io.vedette.testkit.contract;

import io.vedette.domain.RepoId;
import io.vedette.observer.Cause;
import io.vedette.observer.Processor;
import io.vedette.observer.RepoInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** Processors that break one rule each by how their calls end, or do not end. */
@SuppressWarnings("unused")
final class WrongSignals {

    private static final String AGAIN = "aCallThatComesAgainWithTheSameCauseChangesNothing";

    private WrongSignals() {}

    @Breaks(rule = AGAIN, said = "processor.enableRepo returned null instead of a Mono")
    static class ReturnsNull extends Bare {
        @Override
        @SuppressWarnings("NullAway")
        Mono<Void> enable(Site site, RepoInfo info, Cause cause) {
            return null;
        }
    }

    @Breaks(
            rule = AGAIN,
            said = {"processor.enableRepo threw", "no such plug", "instead of returning a Mono"})
    static class Throws extends Bare {
        @Override
        Mono<Void> enable(Site site, RepoInfo info, Cause cause) {
            throw new IllegalStateException("no such plug");
        }
    }

    @Breaks(
            rule = AGAIN,
            said = {"processor.enableRepo threw", "while it was subscribed to"})
    static class ThrowsWhileSubscribed extends Bare {
        @Override
        Mono<Void> enable(Site site, RepoInfo info, Cause cause) {
            return Mono.fromDirect(subscriber -> {
                throw new IllegalStateException("too late");
            });
        }
    }

    @Breaks(
            rule = AGAIN,
            said = {"processor.enableRepo failed with", "disk gone", "where it should succeed"})
    static class Fails extends Bare {
        @Override
        Mono<Void> enable(Site site, RepoInfo info, Cause cause) {
            return Mono.error(new IOException("disk gone"));
        }
    }

    @Breaks(
            rule = AGAIN,
            said = {"ended with the java.lang.Error", "odd", "StrongError"})
    static class SignalsAnError extends Bare {
        @Override
        Mono<Void> enable(Site site, RepoInfo info, Cause cause) {
            return Mono.error(new AssertionError("odd"));
        }
    }

    @Breaks(
            rule = AGAIN,
            said = {"processor.enableRepo did not end within 2000 ms", "override patience()"})
    static class NeverEnds extends Bare {
        @Override
        Mono<Void> enable(Site site, RepoInfo info, Cause cause) {
            return Mono.never();
        }

        @Override
        protected Duration patience() {
            return Duration.ofSeconds(2);
        }
    }

    @Breaks(
            rule = AGAIN,
            said = {"enableRepo did not return within 2000 ms", "Blocking"})
    static class HoldsItsCaller extends Bare {
        @Override
        Mono<Void> enable(Site site, RepoInfo info, Cause cause) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException end) {
                return Mono.error(end);
            }
            return Mono.empty();
        }

        @Override
        protected Duration patience() {
            return Duration.ofSeconds(2);
        }
    }

    @Breaks(
            rule = "aMonoThatIsSubscribedToTwiceLeavesTheSame",
            said = {"processor.enableRepo failed with", "once only"})
    static class CanBeSubscribedToOnce extends Bare {
        @Override
        Mono<Void> enable(Site site, RepoInfo info, Cause cause) {
            Set<String> done = ConcurrentHashMap.newKeySet();
            return Mono.defer(() -> done.add("") ? Mono.empty() : Mono.error(new IllegalStateException("once only")));
        }
    }

    @Breaks(
            rule = "aCallSignalsNothingAfterItsEnd",
            said = {"processor.enableRepo signalled onComplete after its end", "Mono.create"})
    static class CompletesTwice extends Bare {
        @Override
        Mono<Void> enable(Site site, RepoInfo info, Cause cause) {
            return new Mono<>() {
                @Override
                public void subscribe(CoreSubscriber<? super Void> subscriber) {
                    subscriber.onSubscribe(new Deaf());
                    subscriber.onComplete();
                    subscriber.onComplete();
                }
            };
        }
    }

    private static class Deaf implements Subscription {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }

    @Breaks(
            rule = "aCallThatWasCancelledAtOnceSucceedsWhenItComesAgain",
            said = {"processor.enableRepo threw", "not now", "when it was cancelled"})
    static class ThrowsWhenCancelled extends Bare {
        @Override
        Mono<Void> enable(Site site, RepoInfo info, Cause cause) {
            return Mono.delay(Duration.ofMillis(20)).then().transform(mono -> new Mono<Void>() {
                @Override
                public void subscribe(CoreSubscriber<? super Void> subscriber) {
                    subscriber.onSubscribe(new Deaf() {
                        @Override
                        public void cancel() {
                            throw new IllegalStateException("not now");
                        }
                    });
                    mono.subscribe(nothing -> {}, subscriber::onError, subscriber::onComplete);
                }
            });
        }
    }

    @Breaks(
            rule = "aCallThatWasCancelledAtOnceSucceedsWhenItComesAgain",
            said = {"processor.enableRepo failed with", "somebody works on it"})
    static class LeavesItsLockWhenCancelled extends Bare {
        private final Set<RepoId> locks = ConcurrentHashMap.newKeySet();

        @Override
        Mono<Void> enable(Site site, RepoInfo info, Cause cause) {
            return Mono.defer(() -> locks.add(info.repo())
                    ? Mono.delay(Duration.ofMillis(500)).then().doOnTerminate(() -> locks.remove(info.repo()))
                    : Mono.error(new IllegalStateException("somebody works on it")));
        }
    }

    @Breaks(
            rule = "noCallBlocksAThreadThatMustNotBeBlocked",
            said = {
                "processor.enableRepo blocked a thread that must not be blocked",
                "at io.vedette.testkit.contract.WrongSignals$Blocks.",
                "wrap it by Blocking"
            })
    static class Blocks extends Bare {
        @Override
        Mono<Void> enable(Site site, RepoInfo info, Cause cause) {
            return Mono.fromCallable(() -> {
                try (var file = new java.io.RandomAccessFile(
                        site.scratch().resolve("open").toFile(), "rw")) {
                    file.writeInt(1);
                }
                return null;
            });
        }
    }

    @Breaks(
            rule = "nothingRunsOnAfterTheClose",
            said = {
                "close left behind the thread leak",
                "io.vedette.testkit.contract.WrongSignals$LeavesAThread",
                "isShared(Thread)"
            })
    static class LeavesAThread extends Bare {
        @Override
        protected Processor open(Site site) throws Exception {
            Thread leak = new Thread(
                    () -> {
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException end) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "leak");
            leak.setDaemon(true);
            leak.start();
            return super.open(site);
        }

        @Override
        Mono<Void> enable(Site site, RepoInfo info, Cause cause) {
            return Mono.empty();
        }

        @Override
        protected Duration patience() {
            return Duration.ofSeconds(1);
        }
    }

    @Breaks(
            rule = "enablingWhatIsNotThereEndsWithoutAnError",
            said = {"processor.enableRepo ended with the java.lang.Error", "no shadow"})
    static class AssertsThatAllIsThere extends Bare {
        @Override
        Mono<Void> enable(Site site, RepoInfo info, Cause cause) {
            return Mono.defer(() -> {
                if (info.shadow() == null
                        || Files.notExists(Path.of(info.shadow().value()))) {
                    return Mono.error(new AssertionError("no shadow"));
                }
                return Mono.empty();
            });
        }
    }
}
