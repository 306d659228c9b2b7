package io.vedette.testkit.explore;

import io.vedette.domain.Event;
import io.vedette.domain.RepoView;
import io.vedette.workflows.Call;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What effects do to the world. Pure: facts in, facts out. A message in an {@link IllegalStateException} says that an effect
 * has broken the world.
 */
public interface Site {

    /**
     * An effect that was carried out.
     *
     * @param after the world then
     * @param result what the workflow is told
     */
    record Done(Facts after, Map<String, String> result) {}

    /** File servers as the interfaces of an observer ask for them. */
    static Site fileServers() {
        return new FileServers();
    }

    /** The world before the workflow; without a repository there is not much. */
    Facts first(@Nullable RepoView repo);

    /**
     * Carries out an effect.
     *
     * @param served whether clients use the repository meanwhile
     */
    Done perform(Call call, Facts before, boolean served);

    /** An owner opens the repository where it sees it. */
    Facts open(RepoView seen, Facts before);

    /** A person does what must be done before this event can be posted; null if nobody but an observer should. */
    @Nullable
    Facts byHand(Event.OfWorkflow event, @Nullable RepoView repo, Facts before);

    /** A person takes back what was done by hand for a task that has become void. */
    Facts takeBack(@Nullable RepoView repo, Facts before);

    /** What is wrong with the world once all is over; null if nothing is. */
    @Nullable
    String wrongAtEnd(RepoView repo, Facts facts);
}
