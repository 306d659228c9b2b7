package io.vedette.testkit.internal;

import io.vedette.client.RefusedException;
import io.vedette.client.UnreachableException;
import io.vedette.domain.Refusal;
import io.vedette.domain.RepoId;
import io.vedette.observer.StoredError;
import io.vedette.observer.StrongError;
import io.vedette.observer.WeakError;
import io.vedette.testkit.history.CallName;
import io.vedette.testkit.history.HistoryLine.Fail;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** The failures that are still to come; those told first come first. */
final class Failures {

    private final Map<CallName, List<Told>> told = new EnumMap<>(CallName.class);

    private static final class Told {
        private final Fail fail;
        private int left;

        Told(Fail fail) {
            this.fail = fail;
            this.left = fail.times();
        }
    }

    void add(Fail fail) {
        told.computeIfAbsent(fail.call(), call -> new ArrayList<>()).add(new Told(fail));
    }

    /** The error of this call; null if it shall succeed. */
    @Nullable
    Throwable next(CallName call, @Nullable RepoId repo) {
        List<Told> some = told.get(call);
        if (some == null) {
            return null;
        }
        for (Iterator<Told> each = some.iterator(); each.hasNext(); ) {
            Told next = each.next();
            if (next.fail.repo() == null || next.fail.repo().equals(repo)) {
                if (--next.left == 0) {
                    each.remove();
                }
                return error(next.fail);
            }
        }
        return null;
    }

    private static Throwable error(Fail fail) {
        String message = fail.message();
        boolean command = fail.call().isCommand();
        return switch (fail.error()) {
            case STRONG ->
                command ? new RefusedException(Refusal.precondition(message, "AS_TOLD")) : new StrongError(message);
            case WEAK ->
                command
                        ? new UnreachableException(message, new IllegalStateException("as told"))
                        : new WeakError(message);
            case STORED -> new StoredError(message);
            case CANCELLED -> new CancellationException(message);
            case UNCLASSIFIED -> new IllegalStateException(message);
        };
    }
}
