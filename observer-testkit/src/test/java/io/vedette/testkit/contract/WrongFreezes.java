package io.vedette.testkit.contract;

import io.vedette.domain.Author;
import io.vedette.domain.RepoId;
import io.vedette.observer.Cause;
import io.vedette.observer.RepoInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processors that freeze repositories and break one rule each. */
@SuppressWarnings("unused")
final class WrongFreezes {

    private WrongFreezes() {}

    @Breaks(
            rule = "freezingChangesWhatOthersSee",
            said = {"processor.freezeRepo left all as it was", "make the files read-only"})
    static class FreezesNothing extends RightOnes.OpensFiles {
        @Override
        OpenFiles files(Site site) throws IOException {
            return new OpenFiles(site.scratch()) {
                @Override
                public void freezeRepo(RepoId repo, Author author, Cause cause) {}
            };
        }
    }

    @Breaks(
            rule = "unfreezingLeavesWhatWasThereBeforeTheFreezing",
            said = {"processor.unfreezeRepo called for a frozen repository, left another state", "readme", "rw-rw-rw-"})
    static class GivesOtherModesBack extends RightOnes.OpensFiles {
        @Override
        OpenFiles files(Site site) throws IOException {
            return new OpenFiles(site.scratch()) {
                @Override
                public void unfreezeRepo(RepoId repo, Author author, Cause cause) throws Exception {
                    super.unfreezeRepo(repo, author, cause);
                    Path file = Path.of(cause.repository().hostPath().value(), "readme");
                    Files.setPosixFilePermissions(
                            file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-rw-rw-"));
                }
            };
        }
    }

    @Breaks(
            rule = "aCancelledFreezingIsTakenBackByEnablingWithTheFormerTier",
            said = {"processor.enableRepo called after processor.freezeRepo was cancelled", ".frozen: expected nothing"
            })
    static class StaysFrozen extends RightOnes.OpensFiles {
        @Override
        OpenFiles files(Site site) throws IOException {
            return new OpenFiles(site.scratch()) {
                @Override
                public void enableRepo(RepoInfo info, Cause cause) throws Exception {
                    Files.writeString(file(info.repo()), info.path() + "\n");
                }
            };
        }
    }

    @Breaks(
            rule = "aRepositoryStaysFrozenWhenItIsEnabledAgainAfterARestart",
            said = {"processor.enableRepo of a frozen repository called by a new implementor", "left another state"})
    static class ThawsAtEachStart extends RightOnes.OpensFiles {
        @Override
        OpenFiles files(Site site) throws IOException {
            try (var old = Files.newDirectoryStream(Files.createDirectories(site.scratch()), "*.frozen")) {
                for (Path file : old) {
                    Files.delete(file);
                }
            }
            return new OpenFiles(site.scratch());
        }
    }

    @Breaks(
            rule = "freezingWhatIsClosedSucceeds",
            said = {"processor.freezeRepo called for a closed repository, after a restart, failed", "not open"})
    static class FreezesOnlyWhatIsOpen extends RightOnes.OpensFiles {
        @Override
        OpenFiles files(Site site) throws IOException {
            return new OpenFiles(site.scratch()) {
                @Override
                public void freezeRepo(RepoId repo, Author author, Cause cause) throws Exception {
                    if (Files.notExists(file(repo))) {
                        throw new IOException("not open");
                    }
                    super.freezeRepo(repo, author, cause);
                }
            };
        }
    }
}
