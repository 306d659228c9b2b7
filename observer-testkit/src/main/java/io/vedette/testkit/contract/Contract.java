package io.vedette.testkit.contract;

import io.vedette.observer.RepoInfo;
import io.vedette.testkit.kill.Hook;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What initializers and processors have in common, and what a test of one of them says: how to open it, and what to compare.
 *
 * <p>The test class needs a constructor without parameters and must not be an inner class: calls that are killed run in
 * processes of their own, where the class is made without JUnit. There as here {@link #open} and all that it uses may
 * depend on the site alone, not on fields that JUnit fills.
 *
 * @param <T> what is tested
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
public abstract sealed class Contract<T> permits InitializerContract, ProcessorContract {

    @TempDir
    Path folder;

    /** JUnit sets the folder. */
    @SuppressWarnings("NullAway.Init")
    Contract() {}

    /** A new implementor over the files of a site, as when a process starts. It is closed before the next one is opened. */
    protected abstract T open(Site site) throws Exception;

    /** Ends an implementor, as when a process stops. Closes it by default, if it can be closed. */
    protected void close(T implementor) throws Exception {
        if (implementor instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    /**
     * Makes what must be there of a repository before the first call; no implementor is open then. By default its directory
     * with a few files.
     *
     * @return the repository as the calls shall name it; the same each time
     */
    protected RepoInfo prepare(Site site, RepoInfo repo) throws Exception {
        site.makeTree(repo);
        return repo;
    }

    /**
     * What others see of the implementor's work, as facts by name: two states are the same if all facts are. By default the
     * files of the site. Override it to add what is not in files, as which repositories are open, and to leave out what
     * time or chance decides.
     */
    protected Map<String, String> state(Site site, T implementor) throws Exception {
        return site.files();
    }

    /**
     * Further places where calls are killed. Each change of a file below the site is one already, as far as Java's own
     * classes make it; name those where something else is changed, as by a request to another program. None by default.
     */
    protected List<Hook> hooks() {
        return List.of();
    }

    /**
     * At how many places a call is killed at most; if there are more, at so many of them, evenly spread. At all of them by
     * default.
     *
     * @param call its name, as {@code initializer.initRepo}
     */
    protected int mostKills(String call) {
        return Integer.MAX_VALUE;
    }

    /** How long a call, {@link #open} or {@link #close} may take. 10 s by default. */
    protected Duration patience() {
        return Duration.ofSeconds(10);
    }

    /** Options for the Java machines in which calls are killed. None by default. */
    protected List<String> javaOptions() {
        return List.of();
    }

    /** Whether a thread that an implementor made is meant to outlive it. By default none but those of Reactor's own. */
    protected boolean isShared(Thread thread) {
        return false;
    }

    /** The calls, each after those that must come before it. */
    abstract List<Deed<T>> deeds();

    interface Scene<T> {
        void play(Stage<T> stage, Deed<T> deed) throws Exception;
    }

    /** Plays a scene for each call. */
    final void each(Scene<T> scene) throws Exception {
        try (Stage<T> stage = Stage.in(this, folder)) {
            for (Deed<T> deed : deeds()) {
                scene.play(stage, deed);
            }
        }
    }

    @Test
    void anUndisturbedCallAlwaysGivesAndLeavesTheSame() throws Exception {
        each((stage, deed) -> new Repeats<>(stage, deed).inAnotherRun());
    }

    @Test
    void aCallThatComesAgainWithTheSameCauseChangesNothing() throws Exception {
        each((stage, deed) -> new Repeats<>(stage, deed).withAttempt(1));
    }

    @Test
    void aCallThatComesAgainWithAHigherAttemptChangesNothing() throws Exception {
        each((stage, deed) -> new Repeats<>(stage, deed).withAttempt(2));
    }

    @Test
    void aCallThatComesAgainAfterARestartLeavesTheSame() throws Exception {
        each((stage, deed) -> new Repeats<>(stage, deed).afterARestart());
    }

    @Test
    void aMonoThatIsSubscribedToTwiceLeavesTheSame() throws Exception {
        each((stage, deed) -> new Repeats<>(stage, deed).bySubscribingAgain());
    }

    @Test
    void callsForTwoRepositoriesAtOnceDoNotDisturbEachOther() throws Exception {
        each((stage, deed) -> new Repeats<>(stage, deed).forTwoRepositoriesAtOnce());
    }

    @Test
    void aCallSignalsNothingAfterItsEnd() throws Exception {
        each((stage, deed) -> new Repeats<>(stage, deed).withoutASignalAfterTheEnd());
    }

    @Test
    void aCallThatWasCancelledAtOnceSucceedsWhenItComesAgain() throws Exception {
        each((stage, deed) -> new Cancels<>(stage, deed).atOnce());
    }

    @Test
    void aCallThatWasCancelledUnderWaySucceedsWhenItComesAgain() throws Exception {
        each((stage, deed) -> new Cancels<>(stage, deed).underWay());
    }

    @Test
    void noCallBlocksAThreadThatMustNotBeBlocked() throws Exception {
        try (Stage<T> stage = Stage.unblockable(this, folder)) {
            BlockedThreads.areNone(stage, deeds());
        }
    }

    @Test
    void nothingRunsOnAfterTheClose() throws Exception {
        try (Stage<T> stage = Stage.in(this, folder)) {
            new LeftThreads<>(stage).areNone(deeds());
        }
    }

    @Test
    @Tag("slow")
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void aCallThatWasKilledBetweenAnyTwoStepsSucceedsWhenItComesAgain() throws Exception {
        requireSimpleClass();
        try (Stage<T> stage = Stage.in(this, folder)) {
            new Kills<>(this, folder, stage).everywhere(deeds()).forEach(System.out::println);
        }
    }

    private void requireSimpleClass() {
        try {
            Doomed.make(getClass());
        } catch (ReflectiveOperationException | RuntimeException failed) {
            throw new Broken(
                    getClass().getName(),
                    "cannot be made in a process of its own: " + failed + ".",
                    "make it a class at the top level or a static one, with a constructor without parameters",
                    failed);
        }
    }
}
