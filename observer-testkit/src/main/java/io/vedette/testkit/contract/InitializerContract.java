package io.vedette.testkit.contract;

import io.vedette.domain.RemoteSpec;
import io.vedette.observer.Initializer;
import io.vedette.observer.RepoInfo;
import io.vedette.testkit.contract.Heard.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Learns whether an {@link Initializer} is one that an observer can work with: idempotent, cancellable, not blocking, and
 * safe when it is killed between two steps. A shadow must be there complete or not at all.
 *
 * <pre>{@code
 * class ArchiveTest extends InitializerContract {
 *     @Override
 *     protected Initializer open(Site site) throws IOException {
 *         return new Archive(site.shadows());
 *     }
 * }
 * }</pre>
 *
 * <p>The killing takes one process for each step and needs Byte Buddy on the class path; it is tagged {@code slow}. That no
 * thread is blocked is seen by BlockHound, for which the Java machine is started with
 * {@code -XX:+AllowRedefinitionToAddDeleteMethods}. Moves are tried if {@link #canMove} says so, remotes if there is a
 * {@link #remote}.
 */
public abstract non-sealed class InitializerContract extends Contract<Initializer> {

    private static final Deed<Initializer> INIT = new Deed<>(
            "initializer.initRepo",
            "init",
            null,
            (initializer, repo, cause) -> initializer.initRepo(repo.repo(), cause));
    private static final Deed<Initializer> GET = new Deed<>(
            "initializer.getRepo",
            "enable",
            INIT,
            (initializer, repo, cause) -> initializer.getRepo(repo.repo(), cause));

    private final Relocation relocation = new Relocation(INIT);

    /** For subclasses. */
    protected InitializerContract() {}

    /**
     * Whether it can move repositories. By default it cannot, and {@code moveRepo} and {@code discardMove} are not called.
     *
     * <p>A move goes to a directory beside the old one. {@link #state} should leave out what {@code moveRepo} writes down
     * about the very files that it found, as their inodes and times.
     */
    protected boolean canMove() {
        return false;
    }

    /** A remote that {@code attachRemote} can attach. By default there is none, and it is not called. */
    protected @Nullable RemoteSpec remote() {
        return null;
    }

    @Override
    final List<Deed<Initializer>> deeds() {
        List<Deed<Initializer>> deeds = new ArrayList<>(List.of(INIT, GET));
        if (canMove()) {
            deeds.addAll(relocation.deeds());
        }
        RemoteSpec remote = remote();
        if (remote != null) {
            deeds.add(new Deed<>(
                    "initializer.attachRemote",
                    "attach-remote",
                    INIT,
                    (initializer, repo, cause) -> initializer.attachRemote(repo.repo(), remote, cause)));
        }
        return deeds;
    }

    @Test
    void initGivesTheRepositoryOfTheCauseWithItsShadow() throws Exception {
        try (Stage<Initializer> stage = Stage.in(this, folder)) {
            stage.begin();
            RepoInfo asked = stage.first();

            RepoInfo given = requireInfo(INIT, stage.end(INIT, asked));

            if (given.shadow() == null) {
                throw new Broken(
                        INIT.call(),
                        "gave a repository without the place of its shadow.",
                        "return cause.repository().withShadow(place, omissions)");
            }
            require(INIT, asked.withShadow(given.shadow(), given.omissions()), given);
        }
    }

    @Test
    void getGivesTheRepositoryOfTheCause() throws Exception {
        try (Stage<Initializer> stage = Stage.in(this, folder)) {
            stage.begin();
            stage.lead(GET, stage.first());

            RepoInfo given = requireInfo(GET, stage.end(GET, stage.first()));

            require(GET, stage.first().repo(), given.repo());
            require(GET, stage.first().shadow(), given.shadow());
        }
    }

    private static RepoInfo requireInfo(Deed<?> deed, Ending ending) {
        if (ending.error() != null) {
            throw new Broken(
                    deed.call(), "failed with " + ending.error() + ".", "look at the cause below", ending.error());
        }
        if (ending.value() instanceof RepoInfo info) {
            return info;
        }
        throw new Broken(
                deed.call(),
                "completed with " + (ending.value() == null ? "nothing" : ending.value()) + " instead of a RepoInfo.",
                "emit the repository before the end");
    }

    private static void require(Deed<?> deed, @Nullable Object expected, @Nullable Object seen) {
        if (!Objects.equals(expected, seen)) {
            throw new Broken(
                    deed.call(),
                    "gave something else than it was asked for:\n  expected " + expected + "\n  was " + seen,
                    "begin with cause.repository(), and change its shadow and omissions alone");
        }
    }

    @Test
    void getOfWhatWasNeverInitialisedFailsWithAnException() throws Exception {
        try (Stage<Initializer> stage = Stage.in(this, folder)) {
            stage.begin();

            Ending ending = stage.end(GET, stage.first());

            if (ending.value() != null) {
                throw new Broken(
                        GET.call(),
                        "called for a repository that was never initialised, gave " + ending.value() + ".",
                        "look whether the shadow is there and fit to be served, and fail with a StrongError if not");
            }
            requireMessage(GET, ending);
        }
    }

    @Test
    void initThatFailedForAMissingDirectoryLeavesNothing() throws Exception {
        try (Stage<Initializer> stage = Stage.in(this, folder)) {
            Reference reference = Reference.of(stage, INIT);
            stage.empty();
            stage.open();
            Ending ending = stage.end(INIT, stage.first());
            if (ending.error() == null) {
                return;
            }
            requireMessage(INIT, ending);
            stage.prepare();

            Object again = stage.succeed(INIT, stage.first(), 1);

            reference.isWhat(
                    INIT,
                    "called again after it had failed since the directory was missing",
                    again,
                    stage.state(),
                    "leave nothing of a failed call that the next one takes for finished work");
        }
    }

    @Test
    void aMoveLeavesTheOldPlaceWholeUntilTheNewOneIsAskedFor() throws Exception {
        relocations(Relocations::leaveTheOldPlaceWhole);
    }

    @Test
    void afterAMoveTheFilesAreAtTheNewPlace() throws Exception {
        relocations(Relocations::bringTheFiles);
    }

    @Test
    void aDiscardedMoveLeavesWhatWasThereBefore() throws Exception {
        relocations(Relocations::areTakenBack);
    }

    @Test
    void aCancelledMoveIsTakenBackByDiscardingIt() throws Exception {
        relocations(Relocations::areTakenBackThoughCancelled);
    }

    @Test
    void discardingAMoveThatNeverCameChangesNothing() throws Exception {
        relocations(Relocations::areDiscardedUnasked);
    }

    @Test
    void aMoveSucceedsAfterAnEarlierOneWasDiscarded() throws Exception {
        relocations(Relocations::succeedAfterOneThatWasDiscarded);
    }

    @Test
    void aMoveToAPlaceThatIsTakenFailsAndTouchesNothing() throws Exception {
        relocations(Relocations::neverOverwrite);
    }

    private interface Rule {
        void tryOn(Relocations relocations) throws Exception;
    }

    private void relocations(Rule rule) throws Exception {
        Assumptions.assumeTrue(canMove(), "canMove() says no");
        try (Stage<Initializer> stage = Stage.in(this, folder)) {
            rule.tryOn(new Relocations(stage, relocation));
        }
    }

    static void requireMessage(Deed<?> deed, Ending ending) {
        Throwable error = ending.error();
        if (error != null && (error.getMessage() == null || error.getMessage().isBlank())) {
            throw new Broken(
                    deed.call(),
                    "failed with " + error.getClass().getName() + " and no message.",
                    "name the thing, the cause and the next step in the message; it is stored for people",
                    error);
        }
    }
}
