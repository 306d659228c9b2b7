package io.vedette.server.internal.feed;

import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryId;
import io.vedette.domain.WorkflowId;
import java.util.List;

/** Told of what was stored, one call at a time, after it was folded. Must be quick and must not throw. */
public interface FeedListener {

    /** These events follow the ones before. */
    void stored(List<Recorded> events);

    /** Some events were missed; these registries and workflows may have news. */
    void missed(List<RegistryId> registries, List<WorkflowId> workflows);
}
