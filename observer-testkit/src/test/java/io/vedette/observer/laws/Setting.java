package io.vedette.observer.laws;

import io.vedette.domain.Host;
import io.vedette.domain.Location;
import io.vedette.domain.RepoPath;
import io.vedette.observer.ObserverBuilder;
import io.vedette.testkit.standin.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Where a story plays.
 *
 * @param interleaving the seed of the order among what is ready; null for the fixed order
 * @param prefixes what is observed
 * @param host the observed file server; null for any
 * @param callMillis how long each call takes
 * @param readMillis how long each read and command takes
 * @param narrow whether the observer's budgets, limits and caches are as small as they can be
 * @param patient whether no workflow of a repository ends before the observer has had time for its part, as it is where
 *     the registry waits for what the observer reports
 */
record Setting(
        @Nullable Long interleaving,
        List<String> prefixes,
        @Nullable String host,
        int callMillis,
        int readMillis,
        boolean narrow,
        boolean patient) {

    private static final List<List<String>> PREFIXES =
            List.of(List.of("/ex/a"), List.of("/ex/a", "/ex/a/deep"), List.of("/ex/a/deep", "/ex/b"), List.of("/ex"));

    /** Everything is at once, in a fixed order. */
    static Setting calm(RandomGenerator random) {
        return new Setting(
                null,
                PREFIXES.get(random.nextInt(PREFIXES.size())),
                random.nextInt(3) == 0 ? "h1" : null,
                0,
                0,
                false,
                false);
    }

    /** Calls and reads take their time, and whatever is ready comes in any order. */
    static Setting lively(RandomGenerator random) {
        return calm(random)
                .interleaved(random.nextLong(1_000_000))
                .slow(random.nextInt(2) * random.nextInt(300), random.nextInt(2) * random.nextInt(50))
                .narrow(random.nextInt(4) == 0);
    }

    Setting interleaved(@Nullable Long seed) {
        return new Setting(seed, prefixes, host, callMillis, readMillis, narrow, patient);
    }

    Setting slow(int calls, int reads) {
        return new Setting(interleaving, prefixes, host, calls, reads, narrow, patient);
    }

    Setting narrow(boolean on) {
        return new Setting(interleaving, prefixes, host, callMillis, readMillis, on, patient);
    }

    Setting patient(boolean on) {
        return new Setting(interleaving, prefixes, host, callMillis, readMillis, narrow, on);
    }

    /** The same with less that could matter, the simplest first. */
    List<Setting> simpler() {
        List<Setting> all = new ArrayList<>(List.of(
                interleaved(null).slow(0, 0).narrow(false),
                interleaved(null),
                slow(0, readMillis),
                slow(callMillis, 0),
                narrow(false)));
        all.removeIf(this::equals);
        return all;
    }

    VirtualTime time() {
        return interleaving == null ? new VirtualTime() : new VirtualTime(interleaving);
    }

    ObserverBuilder apply(ObserverBuilder builder) {
        builder.prefixes(prefixes.toArray(String[]::new));
        if (host != null) {
            builder.host(host);
        }
        return narrow ? builder.effectBudget(1).fetchBudget(1).awakeLimit(1).viewCache(0) : builder;
    }

    /** Whether a path is at or below a prefix. */
    boolean covers(RepoPath path) {
        return prefixes.stream().anyMatch(prefix -> path.isAtOrBelow(new RepoPath(prefix)));
    }

    /** Whether a repository that lives there is ours. */
    boolean owns(Location place) {
        return covers(place.path()) && (host == null || place.host().equals(new Host(host)));
    }
}
