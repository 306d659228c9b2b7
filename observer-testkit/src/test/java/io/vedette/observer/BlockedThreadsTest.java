package io.vedette.observer;

import static io.vedette.observer.standin.Tale.initStarted;
import static io.vedette.observer.standin.Tale.repo;
import static io.vedette.observer.standin.Tale.repoAdded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vedette.client.RegistryClient;
import io.vedette.domain.AggregateId;
import io.vedette.domain.Event;
import io.vedette.domain.RepoId;
import io.vedette.engine.ActivityState;
import io.vedette.engine.Explanation;
import io.vedette.observer.standin.FileServer;
import io.vedette.observer.standin.Plugin;
import io.vedette.observer.standin.Plugin.Call;
import io.vedette.observer.standin.Tale;
import io.vedette.observer.standin.Unseen;
import io.vedette.observer.standin.World;
import io.vedette.testkit.standin.StandInRegistry;
import java.io.RandomAccessFile;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Implementors that block threads that must not be blocked, on real threads. */
@Tag("slow")
class BlockedThreadsTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int PARALLEL = Schedulers.DEFAULT_POOL_SIZE;

    private final RepoId bad = repo(1);
    private final RepoId good = repo(2);
    private final Scheduler thread = Schedulers.newSingle("registry", true);
    private final StandInRegistry registry = new StandInRegistry(thread);
    private final FileServer files = new FileServer(thread);
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    /** What blocks, and what is said of it. */
    enum Block {
        SLEEPS("java.lang.Thread.sleep") {
            @Override
            Mono<Object> call(Object value) {
                Unchecked.call(() -> Thread.sleep(60_000));
                return Mono.just(value);
            }
        },
        PARKS("jdk.internal.misc.Unsafe#park") {
            @Override
            Mono<Object> call(Object value) {
                LockSupport.parkNanos(TimeUnit.MINUTES.toNanos(1));
                return Mono.just(value);
            }
        },
        READS_A_FILE("java.io.RandomAccessFile#readBytes") {
            @Override
            Mono<Object> call(Object value) {
                return Mono.fromCallable(() -> {
                    try (var file = new RandomAccessFile("pom.xml", "r")) {
                        return file.read(new byte[16]) > 0 ? value : "";
                    }
                });
            }
        },
        BLOCKS_IN_AN_OPERATOR_ELSEWHERE("java.lang.Thread.sleep") {
            @Override
            Mono<Object> call(Object value) {
                return Mono.just(value).publishOn(Schedulers.single()).map(same -> {
                    Unchecked.call(() -> Thread.sleep(60_000));
                    return same;
                });
            }
        };

        final String named;

        Block(String named) {
            this.named = named;
        }

        abstract Mono<Object> call(Object value);
    }

    private interface Unchecked {
        void run() throws Exception;

        static void call(Unchecked code) {
            try {
                code.run();
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        }
    }

    @BeforeEach
    void tellOfTheRegistry() {
        registry.decide();
        tell(Tale.REGISTRY_ID.aggregate(), Tale.registryAdded());
    }

    @AfterEach
    void letGo() {
        release.countDown();
        thread.dispose();
    }

    private void follow(RepoId repo) {
        tell(Tale.REGISTRY_ID.aggregate(), repoAdded(repo, World.pathOf(repo)));
        tell(repo.aggregate(), initStarted(World.pathOf(repo)));
    }

    private void tell(AggregateId aggregate, Event event) {
        thread.schedule(() -> registry.append(aggregate, event));
    }

    /** The stand-in is not for several threads, so it gets one to itself. */
    private RegistryClient client() {
        return (RegistryClient) Proxy.newProxyInstance(
                RegistryClient.class.getClassLoader(), new Class<?>[] {RegistryClient.class}, (self, method, args) -> {
                    Object answer = method.invoke(registry, args);
                    return answer instanceof Flux<?> flux
                            ? flux.subscribeOn(thread)
                            : answer instanceof Mono<?> mono ? mono.subscribeOn(thread) : answer;
                });
    }

    private Observer watch(Plugin plugin) {
        Observer observer = Observer.builder(client())
                .registry(Tale.REGISTRY)
                .prefixes("/ex/a")
                .initializer(plugin)
                .processor(plugin)
                .build();
        observer.watch().subscribe();
        return observer;
    }

    private Plugin plugin(Call call, Function<Object, Mono<Object>> conduct) {
        return new Plugin(files, call, bad, 1, conduct);
    }

    private Explanation<AggregateId> explain(Observer observer) {
        return observer.explain(bad).blockOptional(SOON).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(Block.class)
    void areCaughtAndNamedWithTheirPlace(Block block) {
        follow(bad);
        follow(good);
        try (Observer observer = watch(plugin(Call.ENABLE, block::call))) {
            await().atMost(SOON).until(() -> explain(observer).state() instanceof ActivityState.Parked);
            await().atMost(SOON).until(() -> files.served().containsKey(good));

            assertThat(explain(observer).lastError())
                    .contains("Blocking call! " + block.named)
                    .contains(" in " + BlockedThreadsTest.class.getName() + "$")
                    .contains("(BlockedThreadsTest.java:");
        }
    }

    @Test
    void areRefusedByReactorWhenTheyWaitForAMono() {
        follow(bad);
        Plugin plugin = new Plugin(
                files,
                Call.GET,
                bad,
                5,
                value -> Mono.just(Mono.just(value).delayElement(SOON).blockOptional()));
        try (Observer observer = watch(plugin)) {
            await().atMost(SOON).until(() -> explain(observer).lastError() != null);

            assertThat(explain(observer).lastError())
                    .contains("is blocking, which is not supported in thread vedette-call");
        }
    }

    @Test
    void holdNobodyElseWhereNoToolLooks() throws Exception {
        List<RepoId> blocking = List.of(repo(11), repo(12), repo(13), repo(14), repo(15), repo(16), repo(17), repo(18));
        blocking.forEach(this::follow);
        follow(good);
        CountDownLatch all = new CountDownLatch(blocking.size());
        Observer observer = Observer.builder(client())
                .registry(Tale.REGISTRY)
                .prefixes("/ex/a")
                .initializer(files)
                .processor(new Processor() {
                    @Override
                    public Mono<Void> enableRepo(RepoInfo info, Cause cause) {
                        if (blocking.contains(info.repo())) {
                            all.countDown();
                            Unseen.run(BlockedThreadsTest.this::stand);
                        }
                        return files.enableRepo(info, cause);
                    }

                    @Override
                    public Mono<Void> disableRepo(RepoId repo, Cause cause) {
                        return files.disableRepo(repo, cause);
                    }
                })
                .build();
        observer.watch().subscribe();
        assertThat(all.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();

        follow(repo(3));

        await().atMost(SOON).until(() -> files.served().keySet().containsAll(List.of(good, repo(3))));
        Explanation<AggregateId> row =
                observer.explain(repo(11)).blockOptional(SOON).orElseThrow();
        assertThat(row.effect()).isEqualTo("processor.enableRepo");
        observer.close(Duration.ofMillis(100)).block(SOON);
        assertThat(interrupted.await(SOON.toSeconds(), TimeUnit.SECONDS))
                .as("a thread that is blocked when the observer closes is interrupted")
                .isTrue();
        await().atMost(SOON)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(each -> each.getName().startsWith("vedette-c")));
    }

    @Test
    void holdNobodyElseByBlockingEveryThreadThatReactorShares() throws Exception {
        CountDownLatch all = new CountDownLatch(PARALLEL);
        follow(bad);
        Observer observer = watch(plugin(Call.ENABLE, value -> {
            for (int i = 0; i < 2 * PARALLEL; i++) {
                Schedulers.parallel().schedule(() -> {
                    all.countDown();
                    Unseen.run(this::stand);
                });
            }
            return Mono.never();
        }));
        assertThat(all.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();

        thread.schedule(registry::drop);
        thread.schedule(registry::restore);
        follow(good);

        await().atMost(SOON).until(() -> files.served().containsKey(good));
        assertThat(explain(observer).effect()).isEqualTo("processor.enableRepo");
        observer.close(Duration.ofMillis(100)).block(SOON);
    }

    @Test
    void mayCloseTheObserverAndWaitForIt() throws Exception {
        follow(bad);
        CountDownLatch called = new CountDownLatch(1);
        Observer[] mine = new Observer[1];
        CountDownLatch built = new CountDownLatch(1);
        Plugin plugin = plugin(
                Call.GET,
                value -> Unseen.run(() -> {
                    called.countDown();
                    built.await();
                    mine[0].close();
                    return Mono.just(value);
                }));

        mine[0] = watch(plugin);
        built.countDown();

        assertThat(called.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        mine[0].watch().block(SOON);
        assertThat(mine[0].health().status()).isEqualTo(Health.Status.CLOSED);
    }

    private boolean stand() {
        try {
            return release.await(1, TimeUnit.HOURS);
        } catch (InterruptedException cancelled) {
            interrupted.countDown();
            return false;
        }
    }
}
