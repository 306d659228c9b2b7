package io.vedette.observer.internal;

import io.vedette.domain.AggregateKind;
import io.vedette.domain.RepoId;
import io.vedette.domain.WorkflowId;
import io.vedette.engine.EngineCounts;
import io.vedette.engine.Explanation;
import io.vedette.engine.LazyEngine;
import io.vedette.observer.internal.repo.RepoActivity;
import io.vedette.observer.internal.repo.RepoEnvironment;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/**
 * The activities that follow one history of a registry, and what they share. When the registry comes back with another
 * history, as from an older backup, versions and tails mean something else, and another one of these takes over.
 *
 * @param engine runs the activities
 * @param environment what the activities of repositories share
 * @param earlier the counts of the engines before
 * @param threads those on which implementors are called, as far as they are the observer's own. A call that nothing ends
 *     keeps its thread, so each engine has others
 */
record Following(LazyEngine<EntityKey> engine, RepoEnvironment environment, EngineCounts earlier, Disposable threads) {

    Following {
        environment.board().followBy(this::follow);
    }

    /** Counts since the start of the observer. */
    EngineCounts counts() {
        return engine.counts().after(earlier);
    }

    /** Follows a repository, unless it is followed already. */
    void own(EntityKey repo) {
        engine.ensure(new RepoActivity(environment, repo));
    }

    /** Follows a workflow, unless it is followed already or turns out to be none of ours. */
    void follow(WorkflowId workflow) {
        engine.ensure(new WorkflowActivity(environment, EntityKey.of(workflow.aggregate()), this::look));
    }

    /** Has a repository's activity look at what concerns it beyond its own history. */
    void look(RepoId repo) {
        EntityKey key = EntityKey.of(repo.aggregate());
        own(key);
        engine.wake(key, News.NONE);
    }

    /** Follows a repository that may be open to clients, whatever the history that is followed now says. */
    void takeOver(EntityKey repo) {
        engine.ensure(RepoActivity.takenOver(environment, repo));
    }

    /**
     * The registry answers: what backs off because it did not goes on at once. What has not come to its back-off yet
     * stays noted for the next time.
     */
    void askAgain() {
        for (EntityKey key : environment.unanswered()) {
            engine.retry(key).subscribe(found -> {
                if (found) {
                    environment.unanswered().remove(key);
                }
            });
        }
    }

    /** The repositories that are followed now. */
    Flux<EntityKey> repos() {
        return engine.explain().map(Explanation::key).filter(key -> key.kind() == AggregateKind.REPO);
    }
}
