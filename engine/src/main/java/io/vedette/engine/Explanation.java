package io.vedette.engine;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one activity is doing.
 *
 * @param key its entity
 * @param lane the name of its lane
 * @param role its role
 * @param name what the activity calls itself, as a path
 * @param state where it stands
 * @param since since when
 * @param tail the version up to which it has folded
 * @param head the newest version that it has heard of; at least the tail
 * @param waitingFor what it waits for and who holds that
 * @param pausedSince since when an operator holds it; null if none does
 * @param effect the effect that runs
 * @param effectSince since when it runs
 * @param lastError the last error, until a success
 * @param errorCount how often in a row
 * @param nextTry when it tries again
 * @param pending steps that are left to do
 * @param unknownEvents events skipped as unknown
 * @param <K> identifies an entity
 */
public record Explanation<K>(
        K key,
        String lane,
        String role,
        @Nullable String name,
        ActivityState state,
        Instant since,
        long tail,
        long head,
        @Nullable String waitingFor,
        @Nullable Instant pausedSince,
        @Nullable String effect,
        @Nullable Instant effectSince,
        @Nullable String lastError,
        int errorCount,
        @Nullable Instant nextTry,
        List<String> pending,
        long unknownEvents) {}
