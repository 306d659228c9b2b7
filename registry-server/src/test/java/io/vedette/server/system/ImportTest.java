package io.vedette.server.system;

import static io.vedette.server.system.Import.repo;
import static io.vedette.server.system.LiveRegistry.PATIENCE;
import static io.vedette.server.system.LiveRegistry.await;
import static io.vedette.server.system.LiveRegistry.initRepo;
import static io.vedette.server.system.RecordingFiles.ENABLE;
import static io.vedette.server.system.RecordingFiles.GET;
import static io.vedette.server.system.RecordingFiles.INIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.client.ImportProgress;
import io.vedette.client.ImportedEvent;
import io.vedette.client.RegistryClient;
import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.Event;
import io.vedette.domain.Omissions;
import io.vedette.domain.Recorded;
import io.vedette.domain.Refusal;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.WorkflowId;
import io.vedette.observer.Observer;
import io.vedette.server.RegistryServer;
import io.vedette.server.storage.Append;
import io.vedette.server.storage.Expected;
import io.vedette.server.storage.StorageBackend;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/** Histories from a file in a registry server, with its clients and observers. */
@Timeout(120)
class ImportTest extends ImportSteps {

    private static final AggregateId WORKFLOW = new WorkflowId(new UUID(9, 9)).aggregate();

    @TempDir
    Path directory;

    @Test
    void eachHistoryHasTheSameEventsAtTheSameVersionsWhateverTheyAre() throws Exception {
        Import file = new Import("two").registry("exreg").registry("other");
        file.complete("exreg", repo(1), "/ex/a/müßig").begun("other", repo(2), "/ex/b");
        file.add(repo(1).aggregate(), new Event.Unknown(4711, bytes(1, 2, 3)));
        file.add(WORKFLOW, new Event.OfWorkflow("MOVE_REPO", "STARTED", bytes(9)));
        file.add(EXREG, new Event.Malformed(11, bytes(0xff), "REPO_ADDED: unreadable"));
        try (LiveRegistry registry = LiveRegistry.inMemory()) {
            List<ImportProgress> told = run(registry.client(), file.build());

            assertThat(told.get(0)).isEqualTo(new ImportProgress(0, file.size()));
            assertThat(told.get(told.size() - 1)).isEqualTo(new ImportProgress(file.size(), file.size()));
            for (AggregateId aggregate : file.aggregates()) {
                List<Recorded> stored = history(registry.storage(), aggregate);
                assertThat(stored)
                        .extracting(Recorded::version)
                        .isEqualTo(
                                LongStream.rangeClosed(1, stored.size()).boxed().toList());
                assertThat(stored).extracting(event -> event.event().name()).isEqualTo(names(file.of(aggregate)));
                if (!aggregate.equals(EXREG)) { // a malformed event has the reason of the one who reads it
                    assertThat(stored).extracting(Recorded::event).isEqualTo(file.of(aggregate));
                }
            }
        }
    }

    @Test
    void anOpenImportKeepsItsRegistryFromCommandsAndGoesOnAfterAStartOfTheServerWithoutStoringAnythingTwice() {
        Import file = new Import("f").registry("exreg");
        for (int i = 0; i < 3_000; i++) {
            file.complete("exreg", repo(i), "/ex/a/r" + i);
        }
        StorageBackend storage = LiveRegistry.memory();
        RegistryServer first = serve(storage);
        try (RegistryClient client = connect(first)) {
            client.importHistories(file.build()).take(3).blockLast(PATIENCE);

            assertRefused(client, new RegistryCommand.CreateRegistry("exreg"), "IMPORTING");
            assertBusy(client, new RepoCommand.SetRepoError(repo(0), "no"));
        }
        first.close();
        RegistryServer second = serve(storage);
        try (RegistryClient client = connect(second)) {
            assertRefused(
                    client,
                    new RegistryCommand.CreateRegistry("exreg"),
                    file.build().id().toString());

            run(client, file.build());

            execute(client, new RegistryCommand.CreateRegistry("exreg"));
            execute(client, new RepoCommand.SetRepoError(repo(0), "now"));
            assertThat(storage.readAll(0, id -> id.kind() != AggregateKind.WORKFLOW)
                            .count()
                            .block())
                    .isEqualTo(file.size() + 1L);
        } finally {
            second.close();
        }
    }

    @Test
    void aClientWhoseRegistryStartsAgainInTheMiddleEndsTheImport() throws Exception {
        Import file = new Import("f").registry("exreg");
        for (int i = 0; i < 4_000; i++) {
            file.complete("exreg", repo(i), "/ex/a/r" + i);
        }
        LiveRegistry registry = LiveRegistry.on(LiveRegistry.rocks(directory));
        try (registry) {
            AtomicInteger passes = new AtomicInteger();
            AtomicInteger starts = new AtomicInteger();
            Flux<ImportedEvent> source = Flux.defer(() -> {
                boolean storing = passes.incrementAndGet() == 2;
                return file.build().source().index().map(event -> {
                    if (storing && event.getT1() == 9_999) {
                        starts.incrementAndGet();
                        registry.stop();
                        registry.serve(LiveRegistry.rocks(directory));
                    }
                    return event.getT2();
                });
            });

            run(registry.client(), file.build(source));

            assertThat(starts).hasValue(1);
            assertThat(history(registry.storage(), EXREG))
                    .extracting(Recorded::event)
                    .isEqualTo(file.of(EXREG));
            assertThat(registry.storage()
                            .readAll(0, id -> id.kind() != AggregateKind.WORKFLOW)
                            .count()
                            .block())
                    .isEqualTo(file.size());
        }
    }

    @Test
    void nothingIsStartedBeforeTheEndAndThenWhatWasAcceptedOnlyIs() throws Exception {
        Import file = manyRepositories().accepted("exreg", repo(9_000), "/ex/late");
        StorageBackend storage = LiveRegistry.memory();
        RegistryServer first = serve(storage);
        try (RegistryClient client = connect(first)) {
            partOfTheRegistry(client, file, storage);
        }
        first.close();
        RegistryServer second = serve(storage);
        try (RegistryClient client = connect(second)) {
            assertThat(history(storage, repo(9_000).aggregate())).isEmpty();

            run(client, file.build());

            await(() -> last(storage, EXREG) instanceof RegistryEvent.RepoAdded added
                    && added.repo().equals(repo(9_000)));
            assertThat(names(history(storage, repo(9_000).aggregate()).stream()
                            .map(Recorded::event)
                            .toList()))
                    .containsExactly("REPO_INIT_STARTED");
            assertThat(history(storage, EXREG)).hasSize(file.of(EXREG).size() + 1);
        } finally {
            second.close();
        }
    }

    /** The defect to prevent: an error that is stored today was cleared by a wish of long ago. */
    @Test
    void whatWasInitialisedAgainLongAgoIsNotInitialisedAgain() throws Exception {
        Import file = new Import("f").registry("exreg").begun("exreg", repo(1), "/ex/a");
        file.add(repo(1).aggregate(), new RepoEvent.RepoErrorSet("first"));
        file.add(EXREG, new RegistryEvent.RepoReinitAccepted(repo(1), "again"));
        file.add(repo(1).aggregate(), new RepoEvent.RepoErrorCleared("first"));
        file.add(repo(1).aggregate(), new RepoEvent.RepoErrorSet("second"));
        file.accepted("exreg", repo(2), "/ex/b");
        StorageBackend storage = LiveRegistry.memory();
        for (int start = 0; start < 2; start++) {
            RegistryServer server = serve(storage);
            try (RegistryClient client = connect(server)) {
                if (start == 0) {
                    run(client, file.build());
                }
                await(() -> last(storage, EXREG) instanceof RegistryEvent.RepoAdded);
                execute(client, new RegistryCommand.CreateRegistry("other" + start));
                initRepo(client, repo(10 + start), "/ex/c" + start);
                int more = start;
                await(() -> last(storage, EXREG) instanceof RegistryEvent.RepoAdded added
                        && added.repo().equals(repo(10 + more)));
            } finally {
                server.close();
            }
            assertThat(last(storage, repo(1).aggregate())).isEqualTo(new RepoEvent.RepoErrorSet("second"));
        }
    }

    @Test
    void anObserverThatWatchesSeesOnlyWholeRepositoriesAndEndsWithAllOfThemEnabled() throws Exception {
        Import file = manyRepositories();
        file.begun("exreg", repo(9_001), "/ex/a/unmade");
        RecordingFiles files = new RecordingFiles();
        try (LiveRegistry registry = LiveRegistry.inMemory()) {
            Observer observer = registry.start(registry.observer(files));
            partOfTheRegistry(registry.client(), file, registry.storage());
            await(() -> files.served().size() > 100);
            assertThat(files.repos())
                    .allSatisfy(repo -> assertThat(files.calls(repo)).first().isEqualTo(GET));

            run(registry.client(), file.build());

            await(() -> files.served().size() == 1_501);
            LiveRegistry.awaitAsleep(observer, 1_502);
            assertThat(files.calls(repo(3))).containsExactly(GET, ENABLE);
            assertThat(files.calls(repo(9_001))).contains(INIT, ENABLE);
            assertThat(files.overlaps()).isEmpty();
        }
    }

    @Test
    void whatARepositoryReportsWhileTheImportIsOpenIsTakenLater() throws Exception {
        Import file = new Import("f").registry("exreg").begun("exreg", repo(0), "/ex/a/first");
        for (int i = 1; i < 1_500; i++) {
            file.complete("exreg", repo(i), "/ex/b/r" + i);
        }
        RecordingFiles files = new RecordingFiles();
        try (LiveRegistry registry = LiveRegistry.inMemory()) {
            registry.start(registry.observer(files));
            partOfTheRegistry(registry.client(), file, registry.storage());
            await(() -> files.calls(repo(0)).contains(INIT));
            assertThat(history(registry.storage(), repo(0).aggregate())).hasSize(1);

            run(registry.client(), file.build());

            await(() -> files.served().contains(repo(0)));
            assertThat(files.calls(repo(0))).containsOnlyOnce(INIT);
            assertThat(history(registry.storage(), repo(0).aggregate()).stream()
                            .map(event -> event.event().name()))
                    .containsExactly("REPO_INIT_STARTED", "SHADOW_REPO_CREATED");
        }
    }

    @Test
    void whatExistsIsRefusedAndNothingIsChanged() throws Exception {
        try (LiveRegistry registry = LiveRegistry.inMemory()) {
            RegistryClient client = registry.client();
            Import file = new Import("f").registry("exreg").complete("exreg", repo(1), "/ex/a");
            run(client, file.build());
            long end = registry.storage().end().position();

            assertRefused(client, file.build(), Refusal.Code.ALREADY_EXISTS, "imported before");
            assertRefused(
                    client,
                    new Import("g").registry("new").registry("exreg").build(),
                    Refusal.Code.ALREADY_EXISTS,
                    "registry exreg exists");
            assertRefused(
                    client,
                    new Import("h")
                            .registry("new")
                            .complete("new", repo(1), "/ex/a")
                            .build(),
                    Refusal.Code.ALREADY_EXISTS,
                    "repo " + repo(1));
            Import workflow = new Import("i").registry("new").add(WORKFLOW, new Event.OfWorkflow("X", "Y", bytes()));
            registry.storage()
                    .append(new Append(WORKFLOW, new Expected.NoStream(), null, 1, workflow.of(WORKFLOW)))
                    .block();
            end++;
            assertRefused(client, workflow.build(), Refusal.Code.ALREADY_EXISTS, "workflow " + WORKFLOW.uuid());

            assertThat(registry.storage().end().position()).isEqualTo(end);
            execute(client, new RegistryCommand.CreateRegistry("new"));
        }
    }

    @Test
    void severalRegistriesAreImportedAtOnceButEachByOneOnly() throws Exception {
        try (LiveRegistry registry = LiveRegistry.inMemory()) {
            RegistryClient client = registry.client();
            Import mine = new Import("mine").registry("exreg").complete("exreg", repo(1), "/ex/a");
            client.importHistories(mine.build()).take(1).blockLast(PATIENCE);

            assertRefused(
                    client,
                    new Import("theirs").registry("exreg").build(),
                    Refusal.Code.FAILED_PRECONDITION,
                    mine.build().id().toString());
            run(client, new Import("other").registry("other").build());
            run(client, mine.build());

            assertThat(client.registries()
                            .map(each -> each.getName())
                            .collectList()
                            .block(PATIENCE))
                    .containsExactly("exreg", "other");
        }
    }

    @Test
    void anEventThatNoRequestCanHoldIsRefusedBeforeAnythingIsStored() throws Exception {
        try (LiveRegistry registry = LiveRegistry.inMemory()) {
            Import fitting = new Import("fits").registry("exreg");
            fitting.add(WORKFLOW, new Event.OfWorkflow("X", "Y", bytes(new int[ImportedEvent.LARGEST - 64])));
            Import large = new Import("large").registry("other");
            large.add(
                    new WorkflowId(new UUID(9, 10)).aggregate(),
                    new Event.OfWorkflow("X", "Y", bytes(new int[ImportedEvent.LARGEST])));
            run(registry.client(), fitting.build());
            long end = registry.storage().end().position();

            assertRefused(registry.client(), large.build(), Refusal.Code.INVALID_ARGUMENT, "bytes; at most");

            assertThat(registry.storage().end().position()).isEqualTo(end);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anImportThatMeetsAnotherHistoryChangesNothingOfItAndCanBeGivenUp(boolean onDisk) throws Exception {
        StorageBackend storage = onDisk ? LiveRegistry.rocks(directory) : LiveRegistry.memory();
        try (LiveRegistry registry = LiveRegistry.on(storage)) {
            RegistryClient client = registry.client();
            Event theirs = new Event.OfWorkflow("MOVE_REPO", "STARTED", bytes(1));
            Import file = new Import("f").registry("exreg");
            file.add(WORKFLOW, new Event.OfWorkflow("MOVE_REPO", "STARTED", bytes(2)));

            AtomicInteger passes = new AtomicInteger();
            Flux<ImportedEvent> source = Flux.defer(() -> {
                if (passes.incrementAndGet() == 2) { // it has begun
                    storage.append(new Append(WORKFLOW, new Expected.NoStream(), null, 1, List.of(theirs)))
                            .block();
                }
                return file.build().source();
            });

            assertRefused(client, file.build(source), Refusal.Code.FAILED_PRECONDITION, "another history");
            assertThat(history(registry.storage(), EXREG)).isEmpty();

            assertThat(history(registry.storage(), WORKFLOW))
                    .extracting(Recorded::event)
                    .containsExactly(theirs);
            assertRefused(client, new RegistryCommand.CreateRegistry("exreg"), "IMPORTING");
            assertThat(client.abortImport(file.build().id()).collectList().block(PATIENCE))
                    .isEmpty();
            assertRefused(client, file.build(), Refusal.Code.FAILED_PRECONDITION, "given up");
            execute(client, new RegistryCommand.CreateRegistry("exreg"));
        }
    }

    @Test
    void aRegistryWithAPartOfItsHistoryStaysUnusableWhenTheImportIsGivenUp() {
        Import file = manyRepositories().accepted("exreg", repo(9_000), "/ex/late");
        StorageBackend storage = LiveRegistry.memory();
        RegistryServer first = serve(storage);
        try (RegistryClient client = connect(first)) {
            partOfTheRegistry(client, file, storage);

            assertThat(client.abortImport(file.build().id()).collectList().block(PATIENCE))
                    .containsExactly(RegistryId.ofName("exreg"));
            assertThat(client.abortImport(file.build().id()).collectList().block(PATIENCE))
                    .hasSize(1);
            assertRefused(client, new RegistryCommand.CreateRegistry("exreg"), "IMPORT_ABORTED");
        }
        first.close();
        RegistryServer second = serve(storage);
        try (RegistryClient client = connect(second)) {
            assertRefused(client, new RegistryCommand.CreateRegistry("exreg"), "IMPORT_ABORTED");
            assertRefused(
                    client,
                    new RepoCommand.ConfirmShadow(repo(1), RecordingFiles.shadowOf(repo(1)), Omissions.NONE),
                    "IMPORT_ABORTED");
            assertThat(history(storage, repo(9_000).aggregate())).isEmpty();
        } finally {
            second.close();
        }
    }
}
