package io.vedette.testkit.contract;

import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.RepoPath;
import io.vedette.domain.StorageTier;
import io.vedette.observer.Processor;
import io.vedette.observer.RepoInfo;
import io.vedette.testkit.contract.Heard.Ending;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
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
 * {@code -XX:+AllowRedefinitionToAddDeleteMethods}. Freezing is tried if {@link #canFreeze} says so.
 */
public abstract non-sealed class ProcessorContract extends Contract<Processor> {

    private static final Deed<Processor> ENABLE = new Deed<>(
            "processor.enableRepo", "enable", null, (processor, repo, cause) -> processor.enableRepo(repo, cause));
    private static final Deed<Processor> DISABLE = new Deed<>(
            "processor.disableRepo",
            "disable",
            ENABLE,
            (processor, repo, cause) -> processor.disableRepo(repo.repo(), cause));
    private static final Deed<Processor> FREEZE = new Deed<>(
            "processor.freezeRepo",
            "freeze",
            null,
            (processor, repo, cause) -> processor.freezeRepo(repo.repo(), repo.creator(), cause));
    private static final Deed<Processor> UNFREEZE = new Deed<>(
            "processor.unfreezeRepo",
            "unfreeze",
            FREEZE,
            (processor, repo, cause) -> processor.unfreezeRepo(repo.repo(), repo.creator(), cause));
    private static final Deed<Processor> FREEZE_CLOSED =
            new Deed<>(FREEZE.call(), FREEZE.step(), DISABLE, FREEZE.way());
    private static final Deed<Processor> ENABLE_FROZEN = new Deed<>(
            "processor.enableRepo of a frozen repository",
            "enable",
            FREEZE,
            (processor, repo, cause) -> processor.enableRepo(at(StorageTier.FROZEN, repo), cause));

    private static final String NO_FREEZING = "canFreeze() says no";

    /** For subclasses. */
    protected ProcessorContract() {}

    /**
     * Whether it can freeze repositories. By default it cannot, and {@code freezeRepo} and {@code unfreezeRepo} are not
     * called.
     */
    protected boolean canFreeze() {
        return false;
    }

    /** {@inheritDoc} And its shadow, which is an empty folder. */
    @Override
    protected RepoInfo prepare(Site site, RepoInfo repo) throws Exception {
        Path shadow = Files.createDirectory(site.shadows().resolve(repo.repo() + ".git"));
        return super.prepare(site, repo).withShadow(new HostPath(shadow.toString()), Omissions.NONE);
    }

    @Override
    final List<Deed<Processor>> deeds() {
        return canFreeze() ? List.of(ENABLE, DISABLE, FREEZE, UNFREEZE) : List.of(ENABLE, DISABLE);
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
            mustSucceed(stage, DISABLE, "called for a repository that was never enabled");
            stage.restart();
            mustSucceed(stage, DISABLE, "called for a repository that was never enabled, after a restart");
        }
    }

    private static void mustSucceed(Stage<Processor> stage, Deed<Processor> deed, String situation) throws Exception {
        Ending ending = stage.end(deed, stage.first());
        if (ending.error() != null) {
            throw new Broken(
                    deed.call(),
                    situation + ", failed with " + ending.error() + ".",
                    "let it succeed for what is closed: the observer may not have opened it, or has started again",
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

    @Test
    void freezingChangesWhatOthersSee() throws Exception {
        Assumptions.assumeTrue(canFreeze(), NO_FREEZING);
        try (Stage<Processor> stage = Stage.in(this, folder)) {
            Reference open = Reference.of(stage, ENABLE);
            stage.succeed(FREEZE, stage.first(), 1);

            if (Facts.difference(open.state(), stage.state()).isEmpty()) {
                throw new Broken(
                        FREEZE.call(),
                        "left all as it was, as far as state() shows it.",
                        "make the files read-only; if that is not seen in their modes, add to state() where it is seen");
            }
        }
    }

    @Test
    void unfreezingLeavesWhatWasThereBeforeTheFreezing() throws Exception {
        Assumptions.assumeTrue(canFreeze(), NO_FREEZING);
        try (Stage<Processor> stage = Stage.in(this, folder)) {
            Reference open = Reference.of(stage, ENABLE);
            stage.succeed(FREEZE, stage.first(), 1);
            Object value = stage.succeed(UNFREEZE, stage.first(), 1);

            open.isWhat(
                    UNFREEZE,
                    "called for a frozen repository",
                    value,
                    stage.state(),
                    "write down what freezeRepo changes before it does, and give it back exactly");
        }
    }

    @Test
    void aCancelledFreezingIsTakenBackByEnablingWithTheFormerTier() throws Exception {
        Assumptions.assumeTrue(canFreeze(), NO_FREEZING);
        try (Stage<Processor> stage = Stage.in(this, folder)) {
            new Cancels<>(stage, FREEZE).undoneBy(ENABLE);
        }
    }

    @Test
    void aRepositoryStaysFrozenWhenItIsEnabledAgainAfterARestart() throws Exception {
        Assumptions.assumeTrue(canFreeze(), NO_FREEZING);
        try (Stage<Processor> stage = Stage.in(this, folder)) {
            Reference frozen = Reference.of(stage, ENABLE_FROZEN);
            stage.restart();

            frozen.isWhat(
                    ENABLE_FROZEN,
                    "called by a new implementor over the same files",
                    stage.succeed(ENABLE_FROZEN, stage.first(), 1),
                    stage.state(),
                    "look at the tier of the info: what was frozen stays so until unfreezeRepo");
        }
    }

    @Test
    void freezingWhatIsClosedSucceeds() throws Exception {
        Assumptions.assumeTrue(canFreeze(), NO_FREEZING);
        try (Stage<Processor> stage = Stage.in(this, folder)) {
            stage.begin();
            stage.lead(FREEZE_CLOSED, stage.first());
            stage.restart();

            mustSucceed(stage, FREEZE_CLOSED, "called for a closed repository, after a restart");
        }
    }

    private static RepoInfo at(StorageTier tier, RepoInfo info) {
        return new RepoInfo(
                info.repo(),
                info.registry(),
                info.path(),
                info.creator(),
                info.host(),
                info.hostPath(),
                info.shadow(),
                info.omissions(),
                tier);
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
