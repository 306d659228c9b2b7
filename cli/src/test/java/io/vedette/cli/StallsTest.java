package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.client.RegistryClient;
import io.vedette.domain.Event;
import io.vedette.domain.RepoId;
import io.vedette.engine.Backoff;
import io.vedette.gitshadow.GitShadow;
import io.vedette.gitshadow.Limits;
import io.vedette.observer.Initializer;
import io.vedette.observer.Observer;
import io.vedette.observer.ObserverBuilder;
import io.vedette.observer.Processor;
import io.vedette.observer.StrongError;
import io.vedette.observer.WeakError;
import io.vedette.server.storage.Append;
import io.vedette.server.storage.Expected;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Each way to be stuck, made on purpose: {@code explain} prints what the page on reading it says, to the letter. */
@Tag("slow")
class StallsTest extends WithRegistry {

    /** The number of an event whose payload must not be empty. */
    private static final int SHADOW_REPO_CREATED = 51;

    private final ScriptedFiles files = new ScriptedFiles();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private Map<String, String> page = Map.of();

    @TempDir
    Path shadows;

    @TempDir
    Path folder;

    @BeforeEach
    void readThePage() throws Exception {
        page = StallPage.rows();
    }

    @AfterEach
    void closeObservers() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    @Test
    void thePageHasARowForEachStall() {
        assertThat(page.keySet())
                .containsExactly(
                        "a hung effect",
                        "a weak error on its third try",
                        "a poison event",
                        "a closed stream",
                        "a lagging registry",
                        "a paused repository",
                        "a missing root",
                        "a full effect budget",
                        "a stored error",
                        "an init policy's refusal",
                        "a vanished directory",
                        "an observer with the wrong prefix");
    }

    @Test
    void aHungEffectIsNamedWithItsBeginning() {
        files.script("initRepo /ex/a", Mono::never);
        givenRepo();
        observe("/ex");

        explainSays("a hung effect");
    }

    @Test
    @Tag("slow")
    void aWeakErrorOnItsThirdTryIsCountedAndSaysWhenItIsTriedNext() {
        files.script("initRepo /ex/a", () -> Mono.error(new WeakError("the disk is full")));
        givenRepo();
        Duration pause = Duration.ofMillis(2_500);
        observe("/ex", builder -> builder.backoff(new Backoff(pause, pause)));

        await(() -> {
            // Whoever came too late to see the third try sees another one.
            if (explained().stream().anyMatch(row -> row.contains("an error is stored"))) {
                vedette("clear", "error", REPO);
            }
            assertThat(explained()).contains(page.get("a weak error on its third try"));
        });
    }

    @Test
    void aPoisonEventParksItsRepositoryWithTheEventsVersionAndFault() {
        givenRepo();
        observe("/ex");
        await(() -> assertThat(files.calls()).contains("enableRepo /ex/a"));

        poison();

        explainSays("a poison event");
    }

    @Test
    void aClosedStreamIsSaidAlthoughNoActivityKnowsOfIt() {
        TamperedClient client = new TamperedClient(connect());
        givenRepo();
        observe(client.client(), files, files, "/ex", builder -> builder);
        await(() -> assertThat(files.calls()).contains("enableRepo /ex/a"));

        client.cutSignals();

        explainSays("a closed stream");
    }

    @Test
    void aLaggingRegistryIsSaidToLag() {
        givenRepo();
        awaitAdded();

        observe(new TamperedClient(connect()).lagging().client(), files, files, "/ex", builder -> builder);

        explainSays("a lagging registry");
    }

    @Test
    void aPausedRepositorySaysByWhomAndSinceWhen() {
        Sinks.Empty<Void> gate = Sinks.empty();
        files.script("getRepo /ex/a", gate::asMono);
        givenRepo();
        observe("/ex");
        await(() -> assertThat(files.calls()).contains("getRepo /ex/a"));

        vedette("pause", "repo", "/ex/a", "--by", "ada");
        gate.tryEmitEmpty();

        explainSays("a paused repository");
        assertThat(files.calls()).doesNotContain("enableRepo /ex/a");
    }

    @Test
    void aMissingRootIsSaidByTheObserverThatWaitsForIt() {
        vedette("create", "registry", "exreg");

        observe("/ex");

        explainSays("a missing root");
        vedette("add", "root", "exreg", "/ex", "--host", "h1", "--host-path", "/data");
        await(() -> assertThat(explained()).isEmpty());
    }

    @Test
    void aFullEffectBudgetNamesWhoHoldsIt() {
        files.script("initRepo /ex/a", Mono::never);
        givenRepo();
        observe("/ex", builder -> builder.effectBudget(1));
        await(() -> assertThat(files.calls()).contains("initRepo /ex/a"));

        vedette("init", "repo", "exreg", "/ex/b", "--creator", "Ada <ada@example.com>");

        explainSays("a full effect budget");
    }

    @Test
    void aStoredErrorIsSaidAlsoByAnObserverThatFoundIt() throws Exception {
        files.script("initRepo /ex/a", () -> Mono.error(new StrongError("the tape is torn")));
        givenRepo();
        observe("/ex");
        explainSays("a stored error");

        closeObservers();
        observe("/ex");

        explainSays("a stored error");
        assertThat(files.calls()).containsExactly("initRepo /ex/a");
    }

    @Test
    void anInitPolicysRefusalNamesLimitAndCount() throws Exception {
        Path directory = Files.createDirectory(folder.resolve("a"));
        for (String name : List.of("1", "2", "3", "4")) {
            Files.writeString(directory.resolve(name), name);
        }
        givenDirectory(folder);

        observeFiles();

        explainSays("an init policy's refusal");
    }

    @Test
    void aVanishedDirectoryIsNamed() throws Exception {
        // A stored error is cut at 120 characters, so the directory's own name must be short.
        folder = Files.createTempDirectory(Path.of("/tmp"), "v");
        givenDirectory(folder);
        Path directory = Files.createDirectory(folder.resolve("a"));
        Files.delete(directory);

        observeFiles();

        explainSays("a vanished directory");
    }

    @Test
    void whatThePageAndItsRowsTellToDoCanBeDone() throws Exception {
        givenRepo();
        observe("/ex");
        await(() -> assertThat(files.calls()).contains("enableRepo /ex/a"));
        List<String> commands = StallPage.commands(Map.of(
                "<id>",
                REPO,
                "DIRECTORY",
                "/data",
                "registry NAME",
                "registry exreg",
                "workflow ID",
                "workflow " + REPO));
        assertThat(commands).hasSizeGreaterThan(12);

        for (String command : commands) {
            Program.Result result = vedette(command.split(" "));

            assertThat(result.exit()).as(command + ": " + result.err()).isIn(Exit.OK, Exit.REFUSED);
        }
    }

    @Test
    void anObserverWithTheWrongPrefixSaysWhatRootsThereAre() {
        givenRepo();
        awaitAdded();

        observe("/exx");

        explainSays("an observer with the wrong prefix");
        Program.Result repo = vedette("explain", "repo", "/ex/a");
        assertThat(repo.exit()).isEqualTo(Exit.FINDINGS);
        assertThat(repo.err())
                .contains(
                        "no observer that answered follows repository /ex/a",
                        "h1, which observes /exx of registry exreg");
    }

    private void explainSays(String stall) {
        await(() -> assertThat(explained()).contains(page.get(stall)));
    }

    private List<String> explained() {
        return StallPage.printed(vedette("explain").out(), folder);
    }

    private void poison() {
        Event event = new Event.Malformed(SHADOW_REPO_CREATED, Event.Bytes.EMPTY, "");
        storage.append(new Append(RepoId.of(REPO).aggregate(), new Expected.Any(), null, 0, List.of(event)))
                .block();
    }

    private void givenDirectory(Path root) {
        vedette("create", "registry", "exreg");
        vedette("add", "root", "exreg", "/ex", "--host", "h1", "--host-path", root.toString());
        vedette("init", "repo", "exreg", "/ex/a", "--id", REPO, "--creator", "Ada <ada@example.com>");
    }

    private void observeFiles() {
        GitShadow shadow = GitShadow.builder(shadows)
                .listen(new InetSocketAddress("127.0.0.1", 0))
                .policy(new Limits(3, 0))
                .start();
        opened.push(shadow);
        observe(connect(), shadow, shadow, "/ex", builder -> builder);
    }

    private void observe(String prefix) {
        observe(prefix, builder -> builder);
    }

    private void observe(String prefix, UnaryOperator<ObserverBuilder> settings) {
        observe(connect(), files, files, prefix, settings);
    }

    private void observe(
            RegistryClient client,
            Initializer initializer,
            Processor processor,
            String prefix,
            UnaryOperator<ObserverBuilder> settings) {
        Observer observer = settings.apply(Observer.builder(client)
                        .name("h1")
                        .registry("exreg")
                        .host("h1")
                        .prefixes(prefix)
                        .initializer(initializer)
                        .processor(processor))
                .build();
        opened.push(observer);
        observer.watch().subscribe(nothing -> {}, error -> {});
    }

    private RegistryClient connect() {
        RegistryClient client = Clients.connect(address, Duration.ofSeconds(10));
        opened.push(client);
        return client;
    }

    private static void await(ThrowingRunnable says) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(says);
    }
}
