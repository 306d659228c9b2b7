package io.vedette.testkit.contract;

import io.vedette.domain.RepoId;
import io.vedette.observer.RepoInfo;
import io.vedette.testkit.contract.Heard.Ending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Where the scenes of a contract are played: one site, and one implementor at a time over it. Its threads, and those that
 * the implementor makes on them, are in one group.
 */
final class Stage<T> implements AutoCloseable {

    /** Threads of Reactor and of the Java machine, made once for the whole process. */
    private static final List<String> SHARED = List.of(
            "parallel-",
            "single-",
            "boundedElastic-",
            "loomBoundedElastic-",
            "ForkJoinPool.commonPool-",
            "process reaper",
            "Common-Cleaner");

    private static final Duration END = Duration.ofMillis(500);

    private final Contract<T> contract;
    private final Site site;
    private final Actors actors;
    private final Map<RepoId, RepoInfo> infos = new HashMap<>();
    private @Nullable T implementor;
    private List<Thread> before = List.of();

    private Stage(Contract<T> contract, Path folder, boolean blockable) throws IOException {
        this.contract = contract;
        this.site = new Site(Files.createDirectories(folder.toRealPath().resolve("site")));
        this.actors = new Actors(contract.patience(), blockable);
    }

    static <T> Stage<T> in(Contract<T> contract, Path folder) throws IOException {
        return new Stage<>(contract, folder, true);
    }

    /** Calls arrive on threads that must not be blocked. */
    static <T> Stage<T> unblockable(Contract<T> contract, Path folder) throws IOException {
        return new Stage<>(contract, folder, false);
    }

    Site site() {
        return site;
    }

    RepoInfo first() {
        return info(0);
    }

    RepoInfo second() {
        return info(1);
    }

    private RepoInfo info(int index) {
        RepoInfo bare = site.repositories().get(index);
        return infos.getOrDefault(bare.repo(), bare);
    }

    /** An empty site with both repositories, and a new implementor. */
    Stage<T> begin() throws Exception {
        empty();
        prepare();
        open();
        return this;
    }

    /** Nothing is there any more, and no implementor. */
    void empty() throws Exception {
        leave();
        infos.clear();
        if (!actors.until(this::deletes, contract.patience())) {
            throw new Broken(
                    "close",
                    "left something behind that still writes below the site.",
                    "end in close what the calls have begun");
        }
        for (Path folder : List.of(site.trees(), site.shadows(), site.scratch())) {
            Files.createDirectory(folder);
        }
    }

    private boolean deletes() {
        try (Stream<Path> paths = Files.walk(site.folder())) {
            for (Path path : paths.peek(Stage::makeWritable)
                    .sorted(Comparator.reverseOrder())
                    .toList()) {
                if (!path.equals(site.folder())) {
                    Files.deleteIfExists(path);
                }
            }
            return true;
        } catch (IOException | UncheckedIOException changing) {
            return false;
        }
    }

    /** From a folder that is read-only nothing can be deleted. */
    private static void makeWritable(Path path) {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && !Files.isWritable(path)) {
            boolean writable = path.toFile().setWritable(true);
            assert writable : path;
        }
    }

    /** What must be there before the first call. */
    void prepare() throws Exception {
        for (RepoInfo repo : site.repositories()) {
            actors.act("prepare", () -> {
                infos.put(repo.repo(), contract.prepare(site, repo));
                return true;
            });
        }
    }

    /** Begins with what another process knew of the repositories. */
    void adopt(Map<RepoId, RepoInfo> known) {
        infos.clear();
        infos.putAll(known);
    }

    Map<RepoId, RepoInfo> known() {
        return Map.copyOf(infos);
    }

    /** A new implementor over what is there. */
    void open() throws Exception {
        before = threads();
        implementor = actors.act("open", () -> contract.open(site));
    }

    /** As a process that ends and starts again. */
    void restart() throws Exception {
        leave();
        open();
    }

    /** Closes the implementor, and gives what it was told to stop a little time. */
    void leave() throws Exception {
        T open = implementor;
        implementor = null;
        if (open != null) {
            actors.act("close", () -> {
                contract.close(open);
                return true;
            });
            actors.until(() -> bornSince(before).isEmpty(), END);
        }
    }

    Map<String, String> state() throws Exception {
        return actors.act("state", () -> contract.state(site, present()));
    }

    /** Makes the calls that must come before this one. */
    void lead(Deed<T> deed, RepoInfo repo) throws Exception {
        if (deed.before() != null) {
            lead(deed.before(), repo);
            succeed(deed.before(), repo, 1);
        }
    }

    /** Makes a call, which must succeed; its result, or "nothing". */
    Object succeed(Deed<T> deed, RepoInfo repo, int attempt) throws Exception {
        return succeeded(deed, start(deed, repo, attempt));
    }

    Object succeeded(Deed<T> deed, Heard heard) throws Exception {
        Ending ending = heard.await(contract.patience());
        Throwable error = ending.error();
        if (error != null) {
            throw new Broken(
                    deed.call(),
                    "failed with " + error + ", where it should succeed.",
                    "look at the cause below; prepare() makes what must be there before the call",
                    error);
        }
        if (ending.value() instanceof RepoInfo info && info.shadow() != null && isAtFirstPlace(info)) {
            infos.put(info.repo(), info);
        }
        return Objects.requireNonNullElse(ending.value(), "nothing");
    }

    /** The calls of a move name the place that it left. */
    private boolean isAtFirstPlace(RepoInfo info) {
        return site.repositories().stream()
                .filter(bare -> bare.repo().equals(info.repo()))
                .map(bare -> infos.getOrDefault(bare.repo(), bare))
                .allMatch(known -> known.hostPath().equals(info.hostPath()));
    }

    /** Makes a call, however it ends. */
    Ending end(Deed<T> deed, RepoInfo repo) throws Exception {
        return start(deed, repo, 1).await(contract.patience());
    }

    /** Subscribes to a call. */
    Heard start(Deed<T> deed, RepoInfo repo, int attempt) throws Exception {
        return subscribe(deed, assemble(deed, repo, attempt));
    }

    Mono<?> assemble(Deed<T> deed, RepoInfo repo, int attempt) throws Exception {
        RepoInfo info = infos.getOrDefault(repo.repo(), repo);
        RepoInfo asked = info.path().equals(repo.path()) ? info : repo;
        Callable<Answer> call = () -> new Answer(deed.way().on(present(), asked, deed.cause(asked, attempt)));
        Mono<?> mono;
        try {
            mono = actors.call(deed.call(), call).mono();
        } catch (Throwable thrown) {
            if (thrown instanceof Broken || Heard.isOfBlockHound(thrown)) {
                throw thrown;
            }
            throw new Broken(
                    deed.call(),
                    "threw " + thrown + " instead of returning a Mono.",
                    "return Mono.error, or put the code into Mono.defer or Mono.fromCallable",
                    thrown);
        }
        if (mono == null) {
            throw new Broken(deed.call(), "returned null instead of a Mono.", "return Mono.empty() for nothing");
        }
        return mono;
    }

    private record Answer(@Nullable Mono<?> mono) {}

    Heard subscribe(Deed<T> deed, Mono<?> mono) throws Exception {
        Heard heard = new Heard(deed.call());
        try {
            actors.call("subscribing to " + deed.call(), () -> {
                mono.subscribe(heard);
                return true;
            });
        } catch (Throwable thrown) {
            if (thrown instanceof Broken || Heard.isOfBlockHound(thrown)) {
                throw thrown;
            }
            throw new Broken(
                    deed.call(),
                    "threw " + thrown + " while it was subscribed to.",
                    "signal the error to the subscriber, as Mono.defer and Mono.fromCallable do",
                    thrown);
        }
        return heard;
    }

    void cancel(Deed<T> deed, Heard heard) throws Exception {
        try {
            actors.call("cancelling " + deed.call(), () -> {
                heard.cancel();
                return true;
            });
        } catch (Throwable thrown) {
            if (thrown instanceof Broken || Heard.isOfBlockHound(thrown)) {
                throw thrown;
            }
            throw new Broken(
                    deed.call(), "threw " + thrown + " when it was cancelled.", "catch it where you cancel", thrown);
        }
    }

    private T present() {
        return Objects.requireNonNull(implementor, "no implementor is open");
    }

    /** Threads that were made here and are alive, but for the stage's own and those that are shared. */
    List<Thread> threads() {
        return actors.others().stream()
                .filter(thread -> SHARED.stream().noneMatch(thread.getName()::startsWith))
                .filter(thread -> !contract.isShared(thread))
                .toList();
    }

    private List<Thread> bornSince(List<Thread> earlier) {
        return threads().stream().filter(thread -> !earlier.contains(thread)).toList();
    }

    /** Those that were not there earlier, and do not end. */
    List<Thread> awaitEnd(List<Thread> earlier) {
        actors.until(() -> bornSince(earlier).isEmpty(), contract.patience());
        return bornSince(earlier);
    }

    @Override
    public void close() throws Exception {
        try {
            leave();
        } finally {
            actors.close();
        }
    }
}
