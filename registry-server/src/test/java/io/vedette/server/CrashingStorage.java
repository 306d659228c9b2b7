package io.vedette.server;

import io.vedette.server.storage.Append;
import io.vedette.server.storage.AppendReply;
import io.vedette.server.storage.StorageBackend;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/** A store that breaks down at its n-th append: before that is stored, or after it, so that only the answer is lost. */
final class CrashingStorage extends WrappedStorage {

    private final AtomicInteger left;
    private final boolean stores;

    CrashingStorage(StorageBackend inner, int appends, boolean stores) {
        super(inner);
        this.left = new AtomicInteger(appends);
        this.stores = stores;
    }

    boolean hasCrashed() {
        return left.get() <= 0;
    }

    @Override
    public Mono<AppendReply> append(Append append) {
        if (append.events().isEmpty()) {
            return hasCrashed() ? dead() : super.append(append);
        }
        return Mono.defer(() -> {
            int now = left.decrementAndGet();
            if (now > 0) {
                return super.append(append);
            }
            return now == 0 && stores ? super.append(append).then(dead()) : dead();
        });
    }

    private static <T> Mono<T> dead() {
        return Mono.error(new IllegalStateException("the process was killed"));
    }

    /** The store outlives it. */
    @Override
    public void close() {}
}
