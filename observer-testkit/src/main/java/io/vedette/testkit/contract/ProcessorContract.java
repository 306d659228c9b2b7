package io.vedette.testkit.contract;

import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.RepoPath;
import io.vedette.observer.Processor;
import io.vedette.observer.RepoInfo;
import io.vedette.testkit.contract.Heard.Ending;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Learns whether a {@link Processor} is one that an observer can work with: idempotent, cancellable, not blocking, and safe
 * when it is killed between two steps.
 *
 * <pre>{@code
 * class AnnouncerTest extends ProcessorContract {
 *     @Override
 *     protected Processor open(Site site) throws IOException {
 *         return new Announcer(site.scratch().resolve("announced"));
 *     }
 * }
 * }</pre>
 *
 * <p>The killing takes one process for each step and needs Byte Buddy on the class path; it is tagged {@code slow}. That no
 * thread is blocked is seen by BlockHound, for which the Java machine is started with
 * {@code -XX:+AllowRedefinitionToAddDeleteMethods}. {@code freezeRepo} and {@code unfreezeRepo} are not called, as no
 * observer calls them yet.
 */
public abstract non-sealed class ProcessorContract extends Contract<Processor> {

    private static final Deed<Processor> ENABLE = new Deed<>(
            "processor.enableRepo", "enable", null, (processor, repo, cause) -> processor.enableRepo(repo, cause));
    private static final Deed<Processor> DISABLE = new Deed<>(
            "processor.disableRepo",
            "disable",
            ENABLE,
            (processor, repo, cause) -> processor.disableRepo(repo.repo(), cause));

    /** For subclasses. */
    protected ProcessorContract() {}

    /** {@inheritDoc} And its shadow, which is an empty folder. */
    @Override
    protected RepoInfo prepare(Site site, RepoInfo repo) throws Exception {
        Path shadow = Files.createDirectory(site.shadows().resolve(repo.repo() + ".git"));
        return super.prepare(site, repo).withShadow(new HostPath(shadow.toString()), Omissions.NONE);
    }

    @Override
    final List<Deed<Processor>> deeds() {
        return List.of(ENABLE, DISABLE);
    }

    @Test
    void enablingUnderAnotherPathLeavesWhatThatPathAloneLeaves() throws Exception {
        try (Stage<Processor> stage = Stage.in(this, folder)) {
            stage.begin();
            Object value = stage.succeed(ENABLE, moved(stage.first()), 1);
            Reference moved = new Reference(value, stage.state(), stage.known(), 0);

            stage.begin();
            stage.succeed(ENABLE, stage.first(), 1);
            Object again = stage.succeed(ENABLE, moved(stage.first()), 1);

            moved.isWhat(
                    ENABLE,
                    "called for an open repository that has another path now",
                    again,
                    stage.state(),
                    "bring what is open to what the info says, and take back what the former path opened");
        }
    }

    @Test
    void disablingWhatWasNeverEnabledSucceeds() throws Exception {
        try (Stage<Processor> stage = Stage.in(this, folder)) {
            stage.begin();
            mustSucceed(stage, "called for a repository that was never enabled");
            stage.restart();
            mustSucceed(stage, "called for a repository that was never enabled, after a restart");
        }
    }

    private static void mustSucceed(Stage<Processor> stage, String situation) throws Exception {
        Ending ending = stage.end(DISABLE, stage.first());
        if (ending.error() != null) {
            throw new Broken(
                    DISABLE.call(),
                    situation + ", failed with " + ending.error() + ".",
                    "let the disabling of what is closed succeed: the observer disables also what it did not enable",
                    ending.error());
        }
    }

    @Test
    void enablingAfterDisablingLeavesWhatEnablingLeaves() throws Exception {
        try (Stage<Processor> stage = Stage.in(this, folder)) {
            Reference enabled = Reference.of(stage, ENABLE);

            stage.succeed(DISABLE, stage.first(), 1);
            Object again = stage.succeed(ENABLE, stage.first(), 1);

            enabled.isWhat(
                    ENABLE,
                    "called after the repository was disabled",
                    again,
                    stage.state(),
                    "let disableRepo take back what enableRepo did, and enableRepo do it again");
        }
    }

    @Test
    void aCancelledEnablingDoesNotOutliveTheDisablingThatFollows() throws Exception {
        try (Stage<Processor> stage = Stage.in(this, folder)) {
            new Cancels<>(stage, ENABLE).undoneBy(DISABLE);
        }
    }

    @Test
    void enablingWhatIsNotThereEndsWithoutAnError() throws Exception {
        try (Stage<Processor> stage = Stage.in(this, folder)) {
            stage.empty();
            stage.open();

            stage.end(
                    ENABLE,
                    stage.first().withShadow(new HostPath(stage.site().shadows() + "/none.git"), Omissions.NONE));
        }
    }

    private static RepoInfo moved(RepoInfo info) {
        return new RepoInfo(
                info.repo(),
                info.registry(),
                new RepoPath("/contract/elsewhere/" + info.repo()),
                info.creator(),
                info.host(),
                info.hostPath(),
                info.shadow(),
                info.omissions());
    }
}
