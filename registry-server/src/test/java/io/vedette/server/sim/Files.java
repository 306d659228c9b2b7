package io.vedette.server.sim;

import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.RemoteSpec;
import io.vedette.domain.RepoId;
import io.vedette.observer.Cause;
import io.vedette.observer.Initializer;
import io.vedette.observer.Processor;
import io.vedette.observer.RepoInfo;
import io.vedette.observer.StoredError;
import io.vedette.observer.StrongError;
import io.vedette.observer.UnavailableError;
import io.vedette.observer.WeakError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A file server without files, in one life of its observer. Its calls take time and fail as the weather is. Shadows are
 * on a disk that outlives it; what is open to clients is known only while the process lives.
 */
final class Files implements Initializer, Processor {

    /** Longer than a stored message may be, with a pair of surrogates where it must be cut. */
    private static final String LONG = "no space left on device ".repeat(4) + "\ud83d\udcbe".repeat(40);

    private final String name;
    private final Life life;
    private final Map<RepoId, HostPath> disk;
    private final Weather weather;
    private final Dice dice;
    private final Trace trace;
    private final Watch watch;
    private final Map<RepoId, RepoInfo> served = new HashMap<>();
    private final List<Sinks.Empty<Object>> hanging = new ArrayList<>();
    private int calls;

    Files(String name, Life life, Map<RepoId, HostPath> disk, Weather weather, Dice dice, Trace trace, Watch watch) {
        this.name = name;
        this.life = life;
        this.disk = disk;
        this.weather = weather;
        this.dice = dice;
        this.trace = trace;
        this.watch = watch;
    }

    /** What is open to clients. */
    Map<RepoId, RepoInfo> served() {
        return served;
    }

    int calls() {
        return calls;
    }

    /** Calls that hang come back, with an error. */
    void release() {
        hanging.forEach(each -> each.tryEmitError(new WeakError("the network drive came back")));
        hanging.clear();
    }

    @Override
    public Mono<RepoInfo> getRepo(RepoId repo, Cause cause) {
        return call("getRepo", repo, cause, () -> {
            if (!disk.containsKey(repo)) {
                throw new StrongError("no shadow of " + repo);
            }
            return cause.repository();
        });
    }

    @Override
    public Mono<RepoInfo> initRepo(RepoId repo, Cause cause) {
        return call("initRepo", repo, cause, () -> {
            HostPath shadow = disk.computeIfAbsent(repo, id -> new HostPath("/shadow/" + id));
            return cause.repository().withShadow(shadow, Omissions.NONE);
        });
    }

    @Override
    public Mono<Void> attachRemote(RepoId repo, RemoteSpec remote, Cause cause) {
        return call("attachRemote", repo, cause, () -> true).then();
    }

    @Override
    public Mono<Void> enableRepo(RepoInfo info, Cause cause) {
        return call("enableRepo", info.repo(), cause, () -> served.put(info.repo(), info) == null)
                .then();
    }

    @Override
    public Mono<Void> disableRepo(RepoId repo, Cause cause) {
        return call("disableRepo", repo, cause, () -> served.remove(repo) == null)
                .then();
    }

    private <T> Mono<T> call(String effect, RepoId repo, Cause cause, Supplier<T> work) {
        return Mono.defer(() -> {
            calls++;
            trace.note(name, effect + " " + repo + " because of " + cause.event() + ", try " + cause.attempt());
            Watch.Effect running = watch.begins(name, effect, repo, cause);
            Mono<T> outcome = dice.chance(weather.hangingEffect)
                    ? hang()
                    : Mono.delay(dice.chance(weather.slowEffect) ? dice.seconds(1, 40) : dice.millis(0, 100), life)
                            .flatMap(tick -> end(repo, work));
            return outcome.doOnTerminate(() -> ends(running, "")).doOnCancel(() -> ends(running, ", cancelled"));
        });
    }

    private void ends(Watch.Effect effect, String how) {
        trace.note(name, effect.name() + " " + effect.repo() + " ends" + how);
        watch.ends(effect);
    }

    @SuppressWarnings("unchecked")
    private <T> Mono<T> hang() {
        Sinks.Empty<Object> hangs = Sinks.empty();
        hanging.add(hangs);
        return (Mono<T>) hangs.asMono();
    }

    private <T> Mono<T> end(RepoId repo, Supplier<T> work) {
        if (dice.chance(weather.brokenCode)) {
            return Mono.error(new AssertionError("cannot happen"));
        }
        if (!dice.chance(weather.failingEffect)) {
            return Mono.fromSupplier(work);
        }
        if (dice.chance(0.5)) {
            return Mono.fromSupplier(work).then(Mono.error(error(repo))); // it was done, and fails all the same
        }
        return Mono.error(error(repo));
    }

    private Throwable error(RepoId repo) {
        return switch (dice.below(8)) {
            case 0 -> new StrongError("quota of " + repo + " exceeded: " + LONG);
            case 1 -> watch.hasError(repo) ? new StoredError("as before") : new WeakError("busy");
            case 2 -> new CancellationException("shut down");
            case 3 -> new UnavailableError("the disk is not mounted");
            case 4 -> new IllegalStateException(LONG);
            default -> new WeakError("busy: " + LONG);
        };
    }
}
