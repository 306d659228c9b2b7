package io.vedette.server.system;

import static io.vedette.server.system.LiveRegistry.await;
import static io.vedette.server.system.LiveRegistry.awaitAsleep;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.client.CommandOptions;
import io.vedette.client.CommandResult;
import io.vedette.client.RegistryClient;
import io.vedette.client.SignalFrame;
import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.Author;
import io.vedette.domain.Command;
import io.vedette.domain.Cursor;
import io.vedette.domain.Event;
import io.vedette.domain.EventId;
import io.vedette.domain.Filter;
import io.vedette.domain.HostPath;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import io.vedette.domain.Start;
import io.vedette.domain.WorkflowId;
import io.vedette.observer.Cause;
import io.vedette.observer.Initializer;
import io.vedette.observer.MoveOrder;
import io.vedette.observer.Observer;
import io.vedette.observer.Processor;
import io.vedette.observer.RepoInfo;
import io.vedette.proto.v1.ExplainReply;
import io.vedette.proto.v1.ExplainRequest;
import io.vedette.proto.v1.LeverReply;
import io.vedette.proto.v1.LeverRequest;
import io.vedette.proto.v1.ObserverFrame;
import io.vedette.proto.v1.Registry;
import io.vedette.proto.v1.RegistryFrame;
import io.vedette.proto.v1.Repo;
import io.vedette.proto.v1.RepoSummary;
import io.vedette.proto.v1.Workflow;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What a sleeping repository costs a whole observer. It is weighed in a process of its own, where nothing else comes and
 * goes meanwhile. Histories are made up as they are read and kept nowhere.
 */
@Tag("slow")
class SleepingHeapTest {

    private static final int REPOS = 100_000;
    private static final Scribe SCRIBE = new Scribe(LiveRegistry.memory());

    @Test
    @Timeout(180)
    void aSleepingRepositoryCostsAnObserverAtMost160Bytes(@TempDir Path folder) throws Exception {
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SleepingHeapTest.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(170, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            String each = Files.readString(said).strip();
            System.out.println("a sleeping repository costs a whole observer " + each + " bytes, views not kept");
            assertThat(Double.parseDouble(each)).isBetween(40.0, 160.0);
        } finally {
            process.destroyForcibly();
        }
    }

    /** The process: prints the bytes for each. */
    public static void main(String[] args) {
        AtomicInteger enabled = new AtomicInteger();
        Observer observer = Observer.builder(new MadeUpRegistry())
                .registry("exreg")
                .prefixes("/ex/a")
                .initializer(new Obliging(enabled))
                .processor(new Obliging(enabled))
                .viewCache(0)
                .build();
        long before = usedHeap();

        observer.watch().subscribe();
        await(() -> enabled.get() == REPOS);
        awaitAsleep(observer, REPOS + 1);
        // What the last runs have left on other threads' stacks may take a moment to go.
        await(() -> costs(before) <= 160);
        double each = costs(before);
        observer.close(Duration.ofSeconds(4)).block(LiveRegistry.PATIENCE);

        if (enabled.get() != REPOS) {
            throw new AssertionError(enabled + " of " + REPOS + " repositories were enabled");
        }
        System.out.printf(Locale.ROOT, "%.1f%n", each);
    }

    private static double costs(long before) {
        return (usedHeap() - before) / (double) REPOS;
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private record Obliging(AtomicInteger enabled) implements Initializer, Processor {

        @Override
        public Mono<RepoInfo> getRepo(RepoId repo, Cause cause) {
            return Mono.just(cause.repository());
        }

        @Override
        public Mono<RepoInfo> initRepo(RepoId repo, Cause cause) {
            return Mono.error(new AssertionError("each has its shadow"));
        }

        @Override
        public Mono<HostPath> moveRepo(MoveOrder order) {
            return Mono.error(new AssertionError("none moves"));
        }

        @Override
        public Mono<Void> enableRepo(RepoInfo info, Cause cause) {
            return Mono.fromRunnable(enabled::incrementAndGet);
        }

        @Override
        public Mono<Void> disableRepo(RepoId repo, Cause cause) {
            return Mono.error(new AssertionError("none is disabled"));
        }

        @Override
        public Mono<Void> freezeRepo(RepoId repo, Author author, Cause cause) {
            return Mono.empty();
        }

        @Override
        public Mono<Void> unfreezeRepo(RepoId repo, Author author, Cause cause) {
            return Mono.empty();
        }
    }

    private static final class MadeUpRegistry implements RegistryClient {

        private static final Cursor END = new Cursor(new UUID(9, 9), 1, 1, new EventId(1, 1));

        @Override
        public Flux<SignalFrame> signals(Start start, Filter filter) {
            return Flux.concat(Flux.just(new SignalFrame.Subscribed(END), new SignalFrame.CaughtUp(END)), Flux.never());
        }

        @Override
        public Flux<Recorded> read(AggregateId aggregate, long afterVersion) {
            if (aggregate.kind() == AggregateKind.REGISTRY) {
                return Flux.range(1, REPOS)
                        .skip(afterVersion)
                        .map(i -> recorded(
                                aggregate,
                                i,
                                new RegistryEvent.RepoAdded(Scribe.repo(i), new RepoPath("/ex/a/r" + i))));
            }
            RepoId repo = new RepoId(aggregate.uuid());
            String path = "/ex/a/r" + aggregate.uuid().getLeastSignificantBits();
            return Flux.just(recorded(aggregate, 1, SCRIBE.started(path)), recorded(aggregate, 2, Scribe.shadow(repo)))
                    .skip(afterVersion);
        }

        private static Recorded recorded(AggregateId aggregate, long version, Event event) {
            long of = aggregate.uuid().getLeastSignificantBits();
            EventId parent = version == 1 ? null : new EventId(version - 1, of);
            return new Recorded(new EventId(version, of), parent, aggregate, version, 1, 0, null, event);
        }

        @Override
        public Mono<CommandResult> execute(Command command, CommandOptions options) {
            return Mono.error(new AssertionError("nothing is reported"));
        }

        @Override
        public Flux<Recorded> readAll(Start start, Filter filter, int limit) {
            return Flux.never();
        }

        @Override
        public Flux<SignalFrame> events(Start start, Filter filter) {
            return Flux.never();
        }

        @Override
        public Flux<Workflow> workflows(@Nullable String registry, boolean ended) {
            return Flux.empty();
        }

        @Override
        public Mono<Workflow> workflow(WorkflowId workflow) {
            return Mono.never();
        }

        @Override
        public Flux<Registry> registries() {
            return Flux.never();
        }

        @Override
        public Flux<Root> roots(String registry) {
            return Flux.never();
        }

        @Override
        public Flux<RepoSummary> repos(String registry, RepoPath prefix) {
            return Flux.never();
        }

        @Override
        public Mono<Repo> repo(RepoId repo) {
            return Mono.never();
        }

        @Override
        public Mono<Repo> repo(@Nullable String registry, RepoPath path) {
            return Mono.never();
        }

        @Override
        public Flux<RegistryFrame> link(Flux<ObserverFrame> frames) {
            return Flux.never();
        }

        @Override
        public Flux<ExplainReply> explain(ExplainRequest request) {
            return Flux.never();
        }

        @Override
        public Flux<LeverReply> lever(LeverRequest request) {
            return Flux.never();
        }

        @Override
        public void close() {}
    }
}
