package io.vedette.server.system;

import io.vedette.domain.Author;
import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.RepoId;
import io.vedette.observer.Cause;
import io.vedette.observer.Initializer;
import io.vedette.observer.MoveOrder;
import io.vedette.observer.Processor;
import io.vedette.observer.RepoInfo;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A file server without files: it records what is asked of it, by repository and in order, holds calls up as told, and
 * notices calls for one repository that overlap.
 */
final class RecordingFiles implements Initializer, Processor {

    static final String INIT = "initRepo";
    static final String GET = "getRepo";
    static final String ENABLE = "enableRepo";
    static final String DISABLE = "disableRepo";

    private final Map<RepoId, List<String>> calls = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Set<RepoId> busy = ConcurrentHashMap.newKeySet();
    private final Set<RepoId> served = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<String> overlaps = new ConcurrentLinkedQueue<>();
    private final Map<String, Sinks.Empty<Void>> gates = new ConcurrentHashMap<>();

    static HostPath shadowOf(RepoId repo) {
        return new HostPath("/shadow/" + repo);
    }

    /** What was asked for one repository so far. */
    List<String> calls(RepoId repo) {
        return calls.getOrDefault(repo, List.of());
    }

    /** How many calls there were in all. */
    int count() {
        return count.get();
    }

    Set<RepoId> repos() {
        return Set.copyOf(calls.keySet());
    }

    /** What clients could use now. */
    Set<RepoId> served() {
        return served;
    }

    List<String> overlaps() {
        return List.copyOf(overlaps);
    }

    /** How many calls are under way. */
    int running() {
        return busy.size();
    }

    /** Calls of this name do not end before {@link #release}. */
    void hold(String name) {
        gates.put(name, Sinks.empty());
    }

    void release(String name) {
        gates.remove(name).tryEmitEmpty();
    }

    @Override
    public Mono<RepoInfo> getRepo(RepoId repo, Cause cause) {
        return call(GET, repo, cause::repository);
    }

    @Override
    public Mono<RepoInfo> initRepo(RepoId repo, Cause cause) {
        return call(INIT, repo, () -> cause.repository().withShadow(shadowOf(repo), Omissions.NONE));
    }

    @Override
    public Mono<HostPath> moveRepo(MoveOrder order) {
        return call("moveRepo", order.repo(), () -> shadowOf(order.repo()));
    }

    @Override
    public Mono<Void> discardMove(MoveOrder order) {
        return call("discardMove", order.repo(), () -> true).then();
    }

    @Override
    public Mono<Void> enableRepo(RepoInfo info, Cause cause) {
        return call(ENABLE, info.repo(), () -> served.add(info.repo())).then();
    }

    @Override
    public Mono<Void> disableRepo(RepoId repo, Cause cause) {
        return call(DISABLE, repo, () -> served.remove(repo)).then();
    }

    @Override
    public Mono<Void> freezeRepo(RepoId repo, Author author, Cause cause) {
        return call("freezeRepo", repo, () -> true).then();
    }

    @Override
    public Mono<Void> unfreezeRepo(RepoId repo, Author author, Cause cause) {
        return call("unfreezeRepo", repo, () -> true).then();
    }

    private static List<String> joined(List<String> before, List<String> more) {
        return Stream.concat(before.stream(), more.stream()).toList();
    }

    private <T> Mono<T> call(String name, RepoId repo, Supplier<T> result) {
        return Mono.defer(() -> {
            calls.merge(repo, List.of(name), RecordingFiles::joined);
            count.incrementAndGet();
            if (!busy.add(repo)) {
                overlaps.add(name + " " + repo);
            }
            Sinks.Empty<Void> gate = gates.get(name);
            Mono<T> work = Mono.fromSupplier(result);
            // Before the observer hears of the end, so that its next call is none too early.
            return (gate == null ? work : gate.asMono().then(work))
                    .doOnTerminate(() -> busy.remove(repo))
                    .doOnCancel(() -> busy.remove(repo));
        });
    }
}
