package io.vedette.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vedette.client.ClientConfig;
import io.vedette.client.UnreachableException;
import io.vedette.domain.AggregateId;
import io.vedette.domain.Recorded;
import io.vedette.domain.RepoId;
import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What reading a history is like, whichever way the server offers. */
abstract class ReadsContract {

    static final Duration LONG = Duration.ofSeconds(30);

    final StandIn journal = new StandIn(shares());
    Loopback server;
    GrpcRegistryClient client;

    abstract boolean shares();

    @BeforeEach
    void connect() {
        server = Loopback.serve(journal);
        client = new GrpcRegistryClient(config(), Schedulers.parallel());
    }

    @AfterEach
    void disconnect() {
        client.close();
        server.close();
    }

    ClientConfig config() {
        return server.config();
    }

    static AggregateId repo(int number) {
        return new RepoId(new UUID(0, number)).aggregate();
    }

    AggregateId history(int number, int events) {
        journal.histories.put(repo(number), events);
        return repo(number);
    }

    List<Long> versions(Flux<Recorded> read) {
        return Blocking.get(read.map(Recorded::version).collectList());
    }

    static List<Long> from(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    @Test
    void readsWhatIsThereInOrder() {
        assertThat(versions(client.read(history(1, 5), 0))).isEqualTo(from(1, 5));
    }

    @Test
    void readsWhatFollowsAVersion() {
        assertThat(versions(client.read(history(1, 5), 3))).isEqualTo(from(4, 5));
        assertThat(versions(client.read(repo(1), 5))).isEmpty();
        assertThat(versions(client.read(repo(1), 500))).isEmpty();
    }

    @Test
    void aHistoryThatIsNotThereIsEmpty() {
        assertThat(versions(client.read(repo(9), 0))).isEmpty();
    }

    @Test
    void readsALongHistoryInParts() {
        assertThat(versions(client.read(history(1, 10_000), 7))).isEqualTo(from(8, 10_000));
        assertThat(journal.asked).hasSizeBetween(5, 20);
        assertThat(journal.asked).allMatch(part -> part.getLimit() > 0 && part.getLimit() <= PagedRead.LARGEST);
    }

    @Test
    void readsAHistoryThatFillsItsLastPartExactly() {
        assertThat(versions(client.read(history(1, PagedRead.LARGEST), 0))).isEqualTo(from(1, PagedRead.LARGEST));
    }

    @Test
    void asksForNothingThatIsNotWanted() {
        AggregateId aggregate = history(1, 10_000);

        StepVerifier.create(client.read(aggregate, 0), 0)
                .expectSubscription()
                .then(() -> assertThat(journal.asked).isEmpty())
                .thenRequest(1)
                .expectNextMatches(event -> event.version() == 1)
                .then(() -> assertThat(journal.asked).hasSize(1))
                .thenRequest(PagedRead.SMALLEST - 1)
                .expectNextCount(PagedRead.SMALLEST - 1)
                .then(() -> assertThat(journal.asked).hasSize(1))
                .thenRequest(1)
                .expectNextMatches(event -> event.version() == PagedRead.SMALLEST + 1)
                .then(() -> assertThat(journal.asked).hasSize(2))
                .then(() -> assertThat(journal.sent).hasValueLessThanOrEqualTo(2 * PagedRead.SMALLEST))
                .thenCancel()
                .verify(LONG);
    }

    @Test
    void anyPatternOfDemandGivesTheSameEvents() {
        long seed = Long.getLong("vedette.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 20; round++) {
            int events = random.nextInt(3_000);
            AggregateId aggregate = history(round, events);
            List<Long> seen = new CopyOnWriteArrayList<>();
            client.read(aggregate, 0)
                    .doOnNext(event -> seen.add(event.version()))
                    .as(flux -> flux.limitRate(1 + random.nextInt(400), random.nextInt(2)))
                    .blockLast(LONG);

            assertThat(seen).as("-Dvedette.seed=" + seed).isEqualTo(from(1, events));
        }
    }

    @Test
    void aReaderThatStandsStillIsInNobodysWay() {
        List<StallingReader> still = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            AggregateId aggregate = history(i, 100_000);
            StallingReader reader = new StallingReader();
            client.read(aggregate, 0).subscribe(reader);
            still.add(reader);
        }
        await().until(() -> still.stream().allMatch(reader -> reader.seen == 1));

        List<Integer> sizes = Flux.range(100, 50)
                .flatMap(i -> client.read(history(i, 500), 0).count().map(Long::intValue), 25)
                .collectList()
                .block(LONG);

        assertThat(sizes).hasSize(50).containsOnly(500);
        still.forEach(Subscription::cancel);
    }

    private static final class StallingReader extends BaseSubscriber<Recorded> {
        volatile int seen;

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            request(1);
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // one event after the other
        protected void hookOnNext(Recorded event) {
            seen++;
        }
    }

    @Test
    void oneThatFailsFailsAlone() {
        AggregateId bad = history(1, 5);
        journal.broken.add(bad);

        Mono<List<Long>> good =
                client.read(history(2, 2_000), 0).map(Recorded::version).collectList();
        Mono<Throwable> failure =
                client.read(bad, 0).then().cast(Throwable.class).onErrorResume(Mono::just);

        var both = Blocking.get(Mono.zip(good, failure));
        assertThat(both.getT1()).isEqualTo(from(1, 2_000));
        assertThat(both.getT2())
                .isInstanceOf(UnreachableException.class)
                .hasMessageContainingAll(server.address(), "torn");
    }

    @Test
    void oneThatStandsStillAtTheServerFailsAlone() {
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        AggregateId stuck = history(1, 5);
        journal.stuck.add(stuck);
        try (GrpcRegistryClient timed = new GrpcRegistryClient(config(), time)) {
            StepVerifier.create(timed.read(stuck, 0))
                    .expectSubscription()
                    .then(() -> await().until(() -> journal.asked.size() == 1))
                    .then(() -> assertThat(timed.read(history(2, 3), 0).count().block(LONG))
                            .isEqualTo(3))
                    .then(() -> time.advanceTimeBy(Duration.ofSeconds(12)))
                    .expectErrorSatisfies(error -> assertThat(error)
                            .isInstanceOf(UnreachableException.class)
                            .hasMessageContainingAll(server.address(), "silent for 10 s"))
                    .verify(LONG);
            await().until(() -> journal.cancels.get() == 1);
        }
    }

    @Test
    void cancellingReachesTheServer() {
        AggregateId stuck = history(1, 5);
        journal.stuck.add(stuck);

        StepVerifier.create(client.read(stuck, 0))
                .expectSubscription()
                .then(() -> await().until(() -> journal.asked.size() == 1))
                .thenCancel()
                .verify(LONG);

        await().until(() -> journal.cancels.get() == 1);
    }

    @Test
    void whenTheServerGoesAwayOpenReadsFailAndLaterOnesWorkOnceItIsBack() throws Exception {
        AggregateId stuck = history(1, 5);
        journal.stuck.add(stuck);
        int port = server.port();
        AtomicReference<Closeable> kept = new AtomicReference<>();

        StepVerifier.create(client.read(stuck, 0))
                .expectSubscription()
                .then(() -> await().until(() -> journal.asked.size() == 1))
                .then(() -> kept.set(server.closeAndKeepPort()))
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(UnreachableException.class)
                        .hasMessageContainingAll("127.0.0.1:" + port, "try again"))
                .verify(LONG);
        StepVerifier.create(client.read(repo(1), 0))
                .expectError(UnreachableException.class)
                .verify(LONG);

        journal.stuck.clear();
        server = Loopback.serveAt(port, journal);
        Objects.requireNonNull(kept.get()).close();
        await().ignoreException(UnreachableException.class)
                .until(() -> versions(client.read(repo(1), 0)).equals(from(1, 5)));
    }

    @Test
    void closingEndsReadsThatWaitForTheServerAndReadsThatWaitForDemand() {
        AggregateId stuck = history(1, 5);
        journal.stuck.add(stuck);
        List<Throwable> errors = new CopyOnWriteArrayList<>();
        client.read(stuck, 0).subscribe(event -> {}, errors::add);
        client.read(history(2, 5), 0).subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {}

            @Override
            protected void hookOnError(Throwable error) {
                errors.add(error);
            }
        });
        await().until(() -> journal.asked.size() == 1);

        client.close();

        await().untilAsserted(() -> assertThat(errors)
                .hasSize(2)
                .allSatisfy(error -> assertThat(error)
                        .isInstanceOf(UnreachableException.class)
                        .hasMessage("client closed")));
        StepVerifier.create(client.read(stuck, 0))
                .expectErrorMessage("client closed")
                .verify(LONG);
    }

    @Test
    void countsReadsAndEvents() {
        IntStream.range(0, 7).forEach(i -> versions(client.read(history(i, 10), 0)));

        assertThat(client.counts().reads()).isEqualTo(7);
        assertThat(client.counts().pages()).isEqualTo(7);
        assertThat(client.counts().events()).isEqualTo(70);
    }
}
