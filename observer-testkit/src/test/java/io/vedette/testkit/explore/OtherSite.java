package io.vedette.testkit.explore;

import io.vedette.domain.Event;
import io.vedette.domain.RepoView;
import io.vedette.workflows.Call;
import org.jspecify.annotations.Nullable;

/** A site that is another one but for what a subclass changes. */
class OtherSite implements Site {

    private final Site original;

    OtherSite(Site original) {
        this.original = original;
    }

    @Override
    public Facts first(@Nullable RepoView repo) {
        return original.first(repo);
    }

    @Override
    public Done perform(Call call, Facts before, boolean served) {
        return original.perform(call, before, served);
    }

    @Override
    public Facts open(RepoView seen, Facts before) {
        return original.open(seen, before);
    }

    @Override
    public @Nullable Facts byHand(Event.OfWorkflow event, @Nullable RepoView repo, Facts before) {
        return original.byHand(event, repo, before);
    }

    @Override
    public Facts takeBack(@Nullable RepoView repo, Facts before) {
        return original.takeBack(repo, before);
    }

    @Override
    public @Nullable String wrongAtEnd(RepoView repo, Facts facts) {
        return original.wrongAtEnd(repo, facts);
    }
}
