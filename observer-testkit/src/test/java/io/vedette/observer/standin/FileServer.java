package io.vedette.observer.standin;

import io.vedette.domain.Author;
import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.RemoteSpec;
import io.vedette.domain.RepoId;
import io.vedette.observer.Cause;
import io.vedette.observer.Initializer;
import io.vedette.observer.MoveOrder;
import io.vedette.observer.Processor;
import io.vedette.observer.RepoInfo;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Both of an implementor's interfaces, recording what is asked of it and failing as told. It notices calls for one
 * repository that overlap.
 */
public final class FileServer implements Initializer, Processor {

    /**
     * A call.
     *
     * @param atMillis when it began, in virtual time
     */
    public record Call(String name, RepoId repo, @Nullable Cause cause, long atMillis) {}

    private final Scheduler scheduler;
    private final List<Call> calls = new ArrayList<>();
    private final Map<String, Deque<Supplier<Mono<Object>>>> scripts = new HashMap<>();
    private final Map<String, Supplier<? extends Throwable>> late = new HashMap<>();
    private final Set<RepoId> busy = new HashSet<>();
    private final Map<RepoId, RepoInfo> served = new LinkedHashMap<>();
    private final List<String> overlaps = new ArrayList<>();
    private Duration latency = Duration.ZERO;
    private int cancelled;

    public FileServer(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Each call takes this long. */
    public void latency(Duration each) {
        latency = each;
    }

    /** The next {@code times} such calls end with an error of their own. */
    public void fail(String call, RepoId repo, int times, Supplier<? extends Throwable> error) {
        for (int i = 0; i < times; i++) {
            script(call, repo, () -> Mono.error(error));
        }
    }

    /** The next such call does what it should, and ends with an error all the same. */
    public void failAfter(String call, RepoId repo, Supplier<? extends Throwable> error) {
        late.put(call + " " + repo, error);
    }

    /** The next such call does what the script says, also nothing good. */
    public void script(String call, RepoId repo, Supplier<Mono<Object>> behaviour) {
        scripts.computeIfAbsent(call + " " + repo, key -> new ArrayDeque<>()).add(behaviour);
    }

    /** From now on every call does what it should. */
    public void behave() {
        scripts.clear();
        late.clear();
    }

    public List<Call> calls() {
        return calls;
    }

    public List<String> overlaps() {
        return overlaps;
    }

    public int cancelled() {
        return cancelled;
    }

    /** What is open to clients. */
    public Map<RepoId, RepoInfo> served() {
        return served;
    }

    /** The path under which a repository is open to clients; null if it is closed. */
    public @Nullable String servedPath(RepoId repo) {
        RepoInfo info = served.get(repo);
        return info == null ? null : info.path().value();
    }

    /** Where shadows lie. */
    public static HostPath shadowOf(RepoId repo) {
        return new HostPath("/shadow/" + repo);
    }

    @Override
    public Mono<RepoInfo> getRepo(RepoId repo, Cause cause) {
        return call("initializer.getRepo", repo, cause, cause::repository);
    }

    @Override
    public Mono<RepoInfo> initRepo(RepoId repo, Cause cause) {
        return call(
                "initializer.initRepo",
                repo,
                cause,
                () -> cause.repository().withShadow(shadowOf(repo), Omissions.NONE));
    }

    @Override
    public Mono<HostPath> moveRepo(MoveOrder order) {
        return call("initializer.moveRepo", order.repo(), order.cause(), () -> shadowOf(order.repo()));
    }

    @Override
    public Mono<Void> discardMove(MoveOrder order) {
        return call("initializer.discardMove", order.repo(), order.cause(), () -> true)
                .then();
    }

    @Override
    public Mono<Void> attachRemote(RepoId repo, RemoteSpec remote, Cause cause) {
        return call("initializer.attachRemote", repo, cause, () -> true).then();
    }

    @Override
    public Mono<Void> enableRepo(RepoInfo info, Cause cause) {
        return call("processor.enableRepo", info.repo(), cause, () -> {
                    served.put(info.repo(), info);
                    return true;
                })
                .then();
    }

    @Override
    public Mono<Void> disableRepo(RepoId repo, Cause cause) {
        return call("processor.disableRepo", repo, cause, () -> {
                    served.remove(repo);
                    return true;
                })
                .then();
    }

    @Override
    public Mono<Void> freezeRepo(RepoId repo, Author author, Cause cause) {
        return call("processor.freezeRepo", repo, cause, () -> true).then();
    }

    @Override
    public Mono<Void> unfreezeRepo(RepoId repo, Author author, Cause cause) {
        return call("processor.unfreezeRepo", repo, cause, () -> true).then();
    }

    private static <T> Mono<T> regular(Supplier<T> result, @Nullable Supplier<? extends Throwable> error) {
        Mono<T> done = Mono.fromSupplier(result);
        return error == null ? done : done.then(Mono.error(error));
    }

    @SuppressWarnings("unchecked")
    private <T> Mono<T> call(String name, RepoId repo, Cause cause, Supplier<T> result) {
        Deque<Supplier<Mono<Object>>> script = scripts.get(name + " " + repo);
        Supplier<Mono<Object>> behaviour = script == null ? null : script.poll();
        calls.add(new Call(name, repo, cause, scheduler.now(TimeUnit.MILLISECONDS)));
        if (!busy.add(repo)) {
            overlaps.add(name + " " + repo);
        }
        Mono<T> outcome;
        try {
            outcome = behaviour == null ? regular(result, late.remove(name + " " + repo)) : (Mono<T>) behaviour.get();
        } catch (Throwable thrown) {
            busy.remove(repo);
            throw thrown;
        }
        if (outcome == null) {
            busy.remove(repo);
            return outcome;
        }
        Mono<T> slow =
                latency.isZero() ? outcome : Mono.delay(latency, scheduler).then(outcome);
        return slow.doOnCancel(() -> cancelled++).doFinally(signal -> busy.remove(repo));
    }
}
