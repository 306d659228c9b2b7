package io.vedette.observer;

import io.vedette.workflows.Call;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Carries out an effect of a workflow kind of the user's own. The rules of {@link Initializer} hold: idempotent,
 * cancellable, not blocking, the same errors.
 */
public interface WorkflowEffect {

    /**
     * Carries it out.
     *
     * @param call what is asked
     * @param cause the effect's key; null in a workflow that is about no repository
     * @return what the definition makes the next step of; may complete without a value
     */
    Mono<Map<String, String>> perform(Call call, @Nullable Cause cause);
}
