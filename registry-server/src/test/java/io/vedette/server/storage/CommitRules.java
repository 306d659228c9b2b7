package io.vedette.server.storage;

import static io.vedette.server.storage.Histories.ANY;
import static io.vedette.server.storage.Histories.NONE;
import static io.vedette.server.storage.Histories.NOON;
import static io.vedette.server.storage.Histories.PATIENCE;
import static io.vedette.server.storage.Histories.all;
import static io.vedette.server.storage.Histories.append;
import static io.vedette.server.storage.Histories.command;
import static io.vedette.server.storage.Histories.events;
import static io.vedette.server.storage.Histories.reply;
import static io.vedette.server.storage.Histories.repo;
import static io.vedette.server.storage.Histories.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vedette.domain.Recorded;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

interface CommitRules extends StoreUnderTest {

    private static ConditionFactory soon() {
        return await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2));
    }

    private void appendFromManyThreads(int appends) {
        Flux.range(0, appends)
                .flatMap(
                        round -> Mono.defer(() -> store().append(append(repo(round % 9), events(2))))
                                .subscribeOn(Schedulers.boundedElastic()),
                        16)
                .then()
                .block(PATIENCE);
    }

    @Test
    default void everyEventIsCommittedOnceAndInOrder() {
        List<Recorded> seen = new CopyOnWriteArrayList<>();
        store().commits().doOnNext(commit -> seen.addAll(commit.events())).subscribe();

        appendFromManyThreads(300);

        soon().until(() -> seen.size() >= 600);
        assertThat(seen).isEqualTo(all(store()));
    }

    @Test
    default void aCommitIsSeenAfterTheEndHasMovedAndCanBeRead() {
        AtomicLong late = new AtomicLong();
        AtomicLong unreadable = new AtomicLong();
        AtomicLong last = new AtomicLong();
        store().commits()
                .concatMap(
                        commit -> {
                            long newest = commit.events()
                                    .get(commit.events().size() - 1)
                                    .position();
                            if (store().end().position() < newest) {
                                late.incrementAndGet();
                            }
                            return store().readAll(newest - 1, any -> true)
                                    .next()
                                    .map(Recorded::position)
                                    .defaultIfEmpty(0L)
                                    .doOnNext(read -> {
                                        if (read != newest) {
                                            unreadable.incrementAndGet();
                                        }
                                        last.set(newest);
                                    });
                        },
                        1)
                .subscribe();

        for (int round = 0; round < 100; round++) {
            long position = stored(store(), repo(1), events(1)).position();
            soon().until(() -> last.get() == position);
        }

        assertThat(late).hasValue(0);
        assertThat(unreadable).hasValue(0);
    }

    @Test
    default void theEventsOfOneAppendAreInOneCommit() {
        List<Commit> commits = new CopyOnWriteArrayList<>();
        store().commits().subscribe(commits::add);

        appendFromManyThreads(200);

        soon().until(() ->
                commits.stream().mapToInt(commit -> commit.events().size()).sum() == 400);
        assertThat(commits)
                .allSatisfy(commit -> assertThat(commit.events().size() % 2).isZero());
    }

    @Test
    default void whatStoresNoEventIsNotCommitted() {
        List<Commit> commits = new CopyOnWriteArrayList<>();
        store().commits().subscribe(commits::add);
        stored(store(), append(repo(1), ANY, command(1), NOON, events(1)));

        stored(store(), append(repo(1), ANY, command(1), NOON, events(1)));
        stored(store(), append(repo(1), ANY, command(2), NOON));
        reply(store(), append(repo(1), NONE, null, NOON, events(1)));
        reply(store(), append(repo(1), ANY, command(1, "other"), NOON, events(1)));
        stored(store(), repo(2), events(1));

        soon().until(() -> commits.size() >= 2);
        assertThat(commits)
                .extracting(commit -> commit.events().get(0).position())
                .containsExactly(1L, 2L);
    }

    @Test
    default void aSubscriberSeesWhatComesAfterItsSubscriptionOnly() {
        stored(store(), repo(1), events(3));

        StepVerifier.create(
                        store().commits().map(commit -> commit.events().get(0).position()))
                .then(() -> stored(store(), repo(1), events(1)))
                .expectNext(4L)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    default void aSubscriberWithoutDemandLosesBatchesAndOthersDoNot() {
        List<Long> seen = new CopyOnWriteArrayList<>();
        List<Long> slow = new CopyOnWriteArrayList<>();
        store().commits().subscribe(commit -> seen.add(commit.events().get(0).position()));
        BaseSubscriber<Commit> sleeper = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {}

            @Override
            protected void hookOnNext(Commit commit) {
                slow.add(commit.events().get(0).position());
            }
        };
        store().commits().subscribe(sleeper);

        for (int round = 0; round < 1300; round++) {
            stored(store(), repo(1), events(1));
        }
        soon().until(() -> seen.size() == 1300);
        sleeper.request(Long.MAX_VALUE);

        soon().until(() -> {
            long position = stored(store(), repo(1), events(1)).position();
            return slow.contains(position);
        });
        assertThat(seen).isSorted();
        assertThat(slow).isSorted().hasSizeLessThan(seen.size());
    }

    @Test
    default void aSubscriberThatThrowsDisturbsNobody() {
        List<Commit> commits = new CopyOnWriteArrayList<>();
        store().commits()
                .subscribe(
                        commit -> {
                            throw new IllegalStateException("broken subscriber");
                        },
                        expected -> {});
        store().commits().subscribe(commits::add);

        stored(store(), repo(1), events(1));
        stored(store(), repo(1), events(1));

        soon().until(() -> commits.size() == 2);
    }

    @Test
    default void anAppendMayBeMadeFromACommit() {
        CountDownLatch chain = new CountDownLatch(5);
        store().commits()
                .doOnNext(commit -> chain.countDown())
                .take(5)
                .flatMap(commit -> store().append(append(repo(2), events(1))), 1)
                .subscribe();

        stored(store(), repo(1), events(1));

        soon().until(() -> chain.getCount() == 0);
        soon().until(() -> store().end().position() == 6);
    }
}
