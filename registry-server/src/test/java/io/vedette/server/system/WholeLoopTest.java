package io.vedette.server.system;

import static io.vedette.server.system.LiveRegistry.await;
import static io.vedette.server.system.LiveRegistry.awaitAsleep;
import static io.vedette.server.system.LiveRegistry.createRegistry;
import static io.vedette.server.system.LiveRegistry.initRepo;
import static io.vedette.server.system.RecordingFiles.ENABLE;
import static io.vedette.server.system.RecordingFiles.GET;
import static io.vedette.server.system.RecordingFiles.INIT;
import static io.vedette.server.system.Scribe.repo;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.vedette.client.RegistryClient;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.RepoPath;
import io.vedette.domain.codec.WireIds;
import io.vedette.observer.Observer;
import io.vedette.proto.v1.ExplainReply;
import io.vedette.proto.v1.ExplainRequest;
import io.vedette.proto.v1.Hello;
import io.vedette.proto.v1.ObserverFrame;
import io.vedette.server.storage.StorageBackend;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/** From a command to the file server and back, with nothing but real parts. */
@Tag("slow")
class WholeLoopTest {

    private final RecordingFiles files = new RecordingFiles();

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"memory", "rocks"})
    void scenario1FreshInitLive(String kind) throws Exception {
        try (LiveRegistry registry = LiveRegistry.on(store(kind))) {
            RegistryClient admin = registry.client();
            createRegistry(admin);
            Observer observer = registry.start(registry.observer(files));
            awaitAsleep(observer, 1);

            initRepo(admin, repo(2), "/ex/ab/foo");
            initRepo(admin, repo(1), "/ex/a/foo");

            await(() -> files.served().contains(repo(1)));
            awaitAsleep(observer, 2);
            assertThat(files.calls(repo(1))).containsExactly(INIT, GET, ENABLE);
            assertThat(registry.scribe().names(repo(1))).containsExactly("REPO_INIT_STARTED", "SHADOW_REPO_CREATED");
            assertThat(files.repos()).containsExactly(repo(1));
            assertThat(registry.scribe().names(repo(2))).containsExactly("REPO_INIT_STARTED");
            assertThat(observer.explain(repo(2)).blockOptional()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "rocks"})
    void scenario2FinalStateOnly(String kind) throws Exception {
        StorageBackend store = store(kind);
        Scribe scribe = new Scribe(store).registryWithRoot();
        for (int i = 1; i <= 6; i++) {
            scribe.added(repo(i), "/ex/a/r" + i);
        }
        scribe.tell(repo(1), Scribe.shadow(repo(1)));
        scribe.tell(repo(2), new RepoEvent.RepoErrorSet("bad"));
        scribe.tell(repo(3), Scribe.shadow(repo(3)), new RepoEvent.RepoErrorSet("bad"));
        scribe.tell(
                repo(4),
                Scribe.shadow(repo(4)),
                new RepoEvent.RepoErrorSet("bad"),
                new RepoEvent.RepoErrorCleared("bad"));
        scribe.tell(
                repo(5),
                Scribe.shadow(repo(5)),
                Scribe.moveStarted(repo(5), 1, "/ex/a/r5", "/ex/a/y"),
                Scribe.moved(repo(5), 1, "/ex/a/y"));
        scribe.tell(scribe.id(), new RegistryEvent.RepoMoved(repo(5), Scribe.workflow(1), new RepoPath("/ex/a/y")));

        try (LiveRegistry registry = LiveRegistry.on(store)) {
            Observer observer = registry.start(registry.observer(files));

            await(() -> files.served().size() == 5);
            awaitAsleep(observer, 7);
            for (int i : new int[] {1, 3, 4, 5}) {
                assertThat(files.calls(repo(i))).as("r%s", i).containsExactly(GET, ENABLE);
            }
            assertThat(files.calls(repo(2))).isEmpty();
            // The registry answers what was reported with an event, so this one goes on to be enabled.
            assertThat(files.calls(repo(6))).containsExactly(INIT, GET, ENABLE);
            assertThat(registry.scribe().names(repo(6))).containsExactly("REPO_INIT_STARTED", "SHADOW_REPO_CREATED");
        }
    }

    @Test
    void twoObserversWithDisjointPrefixesHandleEachTheirOwn() throws Exception {
        RecordingFiles others = new RecordingFiles();
        try (LiveRegistry registry = LiveRegistry.inMemory()) {
            RegistryClient admin = registry.client();
            createRegistry(admin);
            for (int i = 0; i < 10; i++) {
                initRepo(admin, repo(i), "/ex/a/early" + i);
                initRepo(admin, repo(100 + i), "/ex/ab/early" + i);
            }

            Observer one = registry.start(registry.observer(files).name("one"));
            Observer other =
                    registry.start(registry.observer(others).prefixes("/ex/ab").name("other"));
            for (int i = 10; i < 20; i++) {
                initRepo(admin, repo(i), "/ex/a/late" + i);
                initRepo(admin, repo(100 + i), "/ex/ab/late" + i);
            }

            await(() -> files.served().size() == 20 && others.served().size() == 20);
            awaitAsleep(one, 21);
            awaitAsleep(other, 21);
            for (int i = 0; i < 20; i++) {
                assertThat(files.calls(repo(i))).containsExactly(INIT, GET, ENABLE);
                assertThat(others.calls(repo(100 + i))).containsExactly(INIT, GET, ENABLE);
            }
            assertThat(files.repos()).hasSize(20);
            assertThat(others.repos()).hasSize(20);
        }
    }

    @Test
    void explainShowsWhatOneObserverDoesAndNamesTheOneThatStaysSilent() throws Exception {
        try (LiveRegistry registry = LiveRegistry.inMemory()) {
            RegistryClient admin = registry.client();
            createRegistry(admin);
            initRepo(admin, repo(1), "/ex/a/foo");
            files.hold(INIT);
            registry.start(registry.observer(files).name("talking"));
            await(() -> files.running() == 1);
            var silent = registry.client()
                    .link(Flux.concat(Flux.just(hello("silent")), Flux.never()))
                    .subscribe(nothing -> {}, error -> {});

            await(() -> observersAsked(admin).equals(List.of("silent", "talking")));
            List<ExplainReply> replies = explain(admin);

            assertThat(replies)
                    .filteredOn(ExplainReply::getSilent)
                    .extracting(ExplainReply::getObserver)
                    .containsExactly("silent");
            assertThat(replies)
                    .filteredOn(reply -> reply.getObserver().equals("talking"))
                    .flatExtracting(ExplainReply::getExplanationsList)
                    .anySatisfy(row -> {
                        assertThat(row.getPath()).isEqualTo("/ex/a/foo");
                        assertThat(row.getEffect()).isEqualTo("initializer.initRepo");
                    });
            files.release(INIT);
            silent.dispose();
        }
    }

    private static List<String> observersAsked(RegistryClient admin) {
        return explain(admin).stream()
                .map(ExplainReply::getObserver)
                .distinct()
                .sorted()
                .toList();
    }

    private static List<ExplainReply> explain(RegistryClient admin) {
        return admin.explain(ExplainRequest.newBuilder().setAll(true).build())
                .collectList()
                .block(LiveRegistry.PATIENCE);
    }

    private static ObserverFrame hello(String name) {
        ByteString instance = WireIds.bytes(UUID.randomUUID());
        return ObserverFrame.newBuilder()
                .setHello(Hello.newBuilder()
                        .setName(name)
                        .setInstance(instance)
                        .setRegistry("exreg")
                        .addPathPrefixes("/ex/b"))
                .build();
    }

    private StorageBackend store(String kind) {
        return kind.equals("rocks") ? LiveRegistry.rocks(directory) : LiveRegistry.memory();
    }
}
