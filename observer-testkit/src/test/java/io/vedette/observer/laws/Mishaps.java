package io.vedette.observer.laws;

import io.vedette.domain.RepoId;
import io.vedette.testkit.history.CallName;
import io.vedette.testkit.history.ErrorKind;
import io.vedette.testkit.history.HistoryLine.Fail;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Failures of calls and commands, drawn from a seed. */
final class Mishaps {

    static final String MESSAGE = "as told";

    /** One failure less than makes an error a stored one. */
    private static final int PASSING = 4;

    private static final List<CallName> CALLS = List.of(
            CallName.INIT_REPO, CallName.GET_REPO, CallName.ENABLE_REPO, CallName.ATTACH_REMOTE, CallName.DISABLE_REPO);
    private static final List<CallName> COMMANDS = List.of(CallName.CONFIRM_SHADOW, CallName.CONFIRM_REMOTE);
    private static final List<ErrorKind> PASSING_KINDS =
            List.of(ErrorKind.WEAK, ErrorKind.UNCLASSIFIED, ErrorKind.CANCELLED);
    private static final List<ErrorKind> LASTING_KINDS =
            List.of(ErrorKind.STRONG, ErrorKind.STORED, ErrorKind.WEAK, ErrorKind.UNCLASSIFIED);

    private final RandomGenerator random;
    private final List<RepoId> repos;
    private final Map<RepoId, Integer> counted = new HashMap<>();

    Mishaps(RandomGenerator random, List<RepoId> repos) {
        this.random = random;
        this.repos = repos;
    }

    /** Failures that pass before anything is stored, however many others there are; none if there is no room for more. */
    Optional<Fail> passing() {
        if (repos.isEmpty()) {
            return Optional.empty();
        }
        RepoId repo = one(repos);
        int times = random.nextInt(1, PASSING);
        if (random.nextInt(4) == 0) {
            return Optional.of(new Fail(0, one(COMMANDS), repo, ErrorKind.WEAK, MESSAGE, times));
        }
        ErrorKind kind = one(PASSING_KINDS);
        if (kind != ErrorKind.CANCELLED && counted.merge(repo, times, Integer::sum) > PASSING) {
            return Optional.empty();
        }
        return Optional.of(new Fail(0, one(CALLS), repo, kind, MESSAGE, times));
    }

    /** Failures that end in a stored error. */
    Optional<Fail> lasting(boolean alsoOfClosing) {
        if (repos.isEmpty()) {
            return Optional.empty();
        }
        RepoId repo = one(repos);
        if (random.nextInt(8) == 0) {
            return Optional.of(new Fail(0, one(COMMANDS), repo, ErrorKind.STRONG, MESSAGE, 1));
        }
        ErrorKind kind = one(LASTING_KINDS);
        boolean weak = kind == ErrorKind.WEAK || kind == ErrorKind.UNCLASSIFIED;
        CallName call = one(alsoOfClosing ? CALLS : CALLS.subList(0, CALLS.size() - 1));
        return Optional.of(new Fail(0, call, repo, kind, MESSAGE, weak ? 5 : random.nextInt(1, 3)));
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
