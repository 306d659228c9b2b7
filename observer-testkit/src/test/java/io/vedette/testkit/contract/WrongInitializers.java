package io.vedette.testkit.contract;

import io.vedette.domain.RepoId;
import io.vedette.observer.Cause;
import io.vedette.observer.RepoInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Initializers that break one rule each. */
@SuppressWarnings("unused")
final class WrongInitializers {

    private static final String INIT = "initGivesTheRepositoryOfTheCauseWithItsShadow";
    private static final String FAILED = "initThatFailedForAMissingDirectoryLeavesNothing";

    private WrongInitializers() {}

    @Breaks(rule = INIT, said = "initializer.initRepo gave a repository without the place of its shadow")
    static class ForgetsTheShadow extends RightOnes.CopiesFiles {
        @Override
        Copies copies(Site site) {
            return new Copies(site.shadows()) {
                @Override
                public RepoInfo initRepo(RepoId repo, Cause cause) {
                    return cause.repository();
                }
            };
        }
    }

    @Breaks(
            rule = INIT,
            said = {"initializer.initRepo gave something else than it was asked for", "cause.repository()"})
    static class AnswersForAnotherRepository extends RightOnes.CopiesFiles {
        @Override
        Copies copies(Site site) {
            return new Copies(site.shadows()) {
                @Override
                RepoInfo with(Path place, Cause cause) {
                    RepoInfo other = site.repositories().get(1);
                    return super.with(place, new Cause(other, cause.event(), cause.step(), cause.attempt()));
                }
            };
        }
    }

    @Breaks(
            rule = INIT,
            said = {"initializer.initRepo completed with nothing instead of a RepoInfo"})
    static class AnswersNothing extends RightOnes.CopiesFiles {
        @Override
        Copies copies(Site site) {
            return new Copies(site.shadows()) {
                @Override
                @SuppressWarnings("NullAway")
                public RepoInfo initRepo(RepoId repo, Cause cause) {
                    return null;
                }
            };
        }
    }

    @Breaks(
            rule = "getGivesTheRepositoryOfTheCause",
            said = {"initializer.getRepo gave something else than it was asked for", "elsewhere"})
    static class FindsItElsewhere extends RightOnes.CopiesFiles {
        @Override
        Copies copies(Site site) {
            return new Copies(site.shadows()) {
                @Override
                public RepoInfo getRepo(RepoId repo, Cause cause) {
                    return with(folder.resolve("elsewhere"), cause);
                }
            };
        }
    }

    @Breaks(
            rule = "getOfWhatWasNeverInitialisedFailsWithAnException",
            said = {"initializer.getRepo called for a repository that was never initialised, gave", "StrongError"})
    static class FindsWhatIsNotThere extends RightOnes.CopiesFiles {
        @Override
        Copies copies(Site site) {
            return new Copies(site.shadows()) {
                @Override
                public RepoInfo getRepo(RepoId repo, Cause cause) {
                    return cause.repository();
                }
            };
        }
    }

    @Breaks(
            rule = "getOfWhatWasNeverInitialisedFailsWithAnException",
            said = {"initializer.getRepo failed with java.lang.IllegalStateException and no message"})
    static class FailsWithoutWords extends RightOnes.CopiesFiles {
        @Override
        Copies copies(Site site) {
            return new Copies(site.shadows()) {
                @Override
                public RepoInfo getRepo(RepoId repo, Cause cause) {
                    throw new IllegalStateException();
                }
            };
        }
    }

    @Breaks(
            rule = FAILED,
            said = {
                "called again after it had failed since the directory was missing, left another state",
                "a failed call"
            })
    static class LeavesHalfWhenItFails extends RightOnes.CopiesFiles {
        @Override
        Copies copies(Site site) {
            return new Copies(site.shadows()) {
                @Override
                public RepoInfo initRepo(RepoId repo, Cause cause) throws IOException {
                    if (Files.notExists(place(repo))) {
                        Files.createFile(place(repo));
                        copy(cause, place(repo));
                    }
                    return with(place(repo), cause);
                }
            };
        }
    }

    @Breaks(
            rule = "aCallThatComesAgainWithTheSameCauseChangesNothing",
            said = {"initializer.initRepo called twice, with the same cause, gave another result", "2"})
    static class MakesAnotherOneEachTime extends RightOnes.CopiesFiles {
        @Override
        Copies copies(Site site) {
            return new Copies(site.shadows()) {
                private int made;

                @Override
                public RepoInfo initRepo(RepoId repo, Cause cause) throws IOException {
                    Path place = folder.resolve(repo + "-" + ++made);
                    copy(cause, place);
                    return with(place, cause);
                }
            };
        }
    }

    @Breaks(
            rule = "aCallThatWasKilledBetweenAnyTwoStepsSucceedsWhenItComesAgain",
            said = {"initializer.initRepo called again after it was killed before", "left another state", "shadows/"})
    static class CopiesInPlace extends RightOnes.CopiesFiles {
        @Override
        Copies copies(Site site) {
            return new Copies(site.shadows()) {
                @Override
                public RepoInfo initRepo(RepoId repo, Cause cause) throws IOException {
                    if (Files.notExists(place(repo))) {
                        copy(cause, place(repo));
                    }
                    return with(place(repo), cause);
                }
            };
        }
    }
}
