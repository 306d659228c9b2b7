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
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** A file server of which one call for one repository goes wrong for some times; nothing is put around what it does. */
public final class Plugin implements Initializer, Processor {

    /** Every call that an observer makes. */
    public enum Call {
        INIT("initializer.initRepo", true),
        GET("initializer.getRepo", true),
        ENABLE("processor.enableRepo", false),
        DISABLE("processor.disableRepo", false),
        ATTACH("initializer.attachRemote", false),
        MOVE("initializer.moveRepo", true),
        DISCARD("initializer.discardMove", false),
        FREEZE("processor.freezeRepo", false),
        UNFREEZE("processor.unfreezeRepo", false);

        private final String effect;
        private final boolean hasResult;

        Call(String effect, boolean hasResult) {
            this.effect = effect;
            this.hasResult = hasResult;
        }

        /** What operators call it. */
        public String effect() {
            return effect;
        }

        /** Whether its failure ends its workflow instead of being stored. */
        public boolean isToldToItsWorkflow() {
            return this == FREEZE || this == UNFREEZE;
        }

        /** Whether it is asked for a value. */
        public boolean hasResult() {
            return hasResult;
        }
    }

    private final FileServer files;
    private final Call call;
    private final RepoId repo;
    private final Function<Object, Mono<Object>> conduct;
    private int left;
    private int tries;

    /** The first {@code times} such calls do what {@code conduct} does instead of answering with its argument. */
    public Plugin(FileServer files, Call call, RepoId repo, int times, Function<Object, Mono<Object>> conduct) {
        this.files = files;
        this.call = call;
        this.repo = repo;
        this.left = times;
        this.conduct = conduct;
    }

    /** How often the call was made, whatever it did. */
    public int tries() {
        return tries;
    }

    @SuppressWarnings("unchecked")
    private <T> Mono<T> answer(Call made, RepoId of, Object value, Supplier<Mono<T>> regular) {
        if (made != call || !of.equals(repo)) {
            return regular.get();
        }
        tries++;
        return left-- > 0 ? (Mono<T>) conduct.apply(value) : regular.get();
    }

    @Override
    public Mono<RepoInfo> getRepo(RepoId of, Cause cause) {
        return answer(Call.GET, of, cause.repository(), () -> files.getRepo(of, cause));
    }

    @Override
    public Mono<RepoInfo> initRepo(RepoId of, Cause cause) {
        RepoInfo made = cause.repository().withShadow(FileServer.shadowOf(of), Omissions.NONE);
        return answer(Call.INIT, of, made, () -> files.initRepo(of, cause));
    }

    @Override
    public Mono<Void> attachRemote(RepoId of, RemoteSpec remote, Cause cause) {
        return answer(Call.ATTACH, of, true, () -> files.attachRemote(of, remote, cause));
    }

    @Override
    public Mono<HostPath> moveRepo(MoveOrder order) {
        return answer(Call.MOVE, order.repo(), FileServer.shadowOf(order.repo()), () -> files.moveRepo(order));
    }

    @Override
    public Mono<Void> discardMove(MoveOrder order) {
        return answer(Call.DISCARD, order.repo(), true, () -> files.discardMove(order));
    }

    @Override
    public Mono<Void> freezeRepo(RepoId of, Author author, Cause cause) {
        return answer(Call.FREEZE, of, true, () -> files.freezeRepo(of, author, cause));
    }

    @Override
    public Mono<Void> unfreezeRepo(RepoId of, Author author, Cause cause) {
        return answer(Call.UNFREEZE, of, true, () -> files.unfreezeRepo(of, author, cause));
    }

    @Override
    public Mono<Void> enableRepo(RepoInfo info, Cause cause) {
        return answer(Call.ENABLE, info.repo(), true, () -> files.enableRepo(info, cause));
    }

    @Override
    public Mono<Void> disableRepo(RepoId of, Cause cause) {
        return answer(Call.DISABLE, of, true, () -> files.disableRepo(of, cause));
    }
}
