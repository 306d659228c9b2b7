package io.vedette.testkit.contract;

import io.vedette.domain.HostPath;
import io.vedette.observer.MoveOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Initializers that move repositories and break one rule each. */
@SuppressWarnings("unused")
final class WrongMoves {

    private WrongMoves() {}

    private static Path target(MoveOrder order) {
        return Path.of(order.newHostPath().value());
    }

    private static HostPath shadow(Copies copies, MoveOrder order) {
        return new HostPath(copies.place(order.repo()).toString());
    }

    @Breaks(
            rule = "aMoveLeavesTheOldPlaceWholeUntilTheNewOneIsAskedFor",
            said = {"initializer.moveRepo left another tree at the old place", "readme: expected a file", "is nothing"})
    static class RenamesTheDirectory extends RightOnes.CopiesFiles {
        @Override
        Copies copies(Site site) {
            return new Copies(site.shadows()) {
                @Override
                public HostPath moveRepo(MoveOrder order) throws IOException {
                    Files.move(Path.of(order.oldHostPath().value()), target(order));
                    return shadow(this, order);
                }
            };
        }
    }

    @Breaks(
            rule = "afterAMoveTheFilesAreAtTheNewPlace",
            said = {"initializer.getRepo for the new place", "left another tree", "deep: expected a folder"})
    static class BringsFilesAlone extends RightOnes.CopiesFiles {
        @Override
        Copies copies(Site site) {
            return new Copies(site.shadows()) {
                @Override
                void copyTree(Path from, Path to) throws IOException {
                    Files.createDirectories(to);
                    Files.copy(from.resolve("readme"), to.resolve("readme"));
                }
            };
        }
    }

    @Breaks(
            rule = "aDiscardedMoveLeavesWhatWasThereBefore",
            said = {"initializer.discardMove left another state than there was before the move", "moved-first"})
    static class KeepsWhatIsDiscarded extends RightOnes.CopiesFiles {
        @Override
        Copies copies(Site site) {
            return new Copies(site.shadows()) {
                @Override
                public void discardMove(MoveOrder order) {}
            };
        }
    }

    @Breaks(
            rule = "aCancelledMoveIsTakenBackByDiscardingIt",
            said = {"initializer.discardMove called after initializer.moveRepo was cancelled", "left another state"})
    static class DiscardsWhatIsComplete extends RightOnes.CopiesFiles {
        @Override
        Copies copies(Site site) {
            return new Copies(site.shadows()) {
                @Override
                public HostPath moveRepo(MoveOrder order) throws Exception {
                    Path begun = target(order).resolveSibling("begun");
                    Files.writeString(begun, "");
                    Thread.sleep(100);
                    Files.delete(begun);
                    return super.moveRepo(order);
                }
            };
        }
    }

    @Breaks(
            rule = "discardingAMoveThatNeverCameChangesNothing",
            said = {"initializer.discardMove called though moveRepo never was, left another state", ".new"})
    static class NotesWhatIsDiscarded extends RightOnes.CopiesFiles {
        @Override
        Copies copies(Site site) {
            return new Copies(site.shadows()) {
                @Override
                public void discardMove(MoveOrder order) throws Exception {
                    super.discardMove(order);
                    Files.writeString(folder.resolve(order.workflow() + ".new"), "");
                }
            };
        }
    }

    @Breaks(
            rule = "aMoveSucceedsAfterAnEarlierOneWasDiscarded",
            said = {"initializer.moveRepo of another workflow failed with", "it was discarded"})
    static class RemembersTheRepositoryAlone extends RightOnes.CopiesFiles {
        @Override
        Copies copies(Site site) {
            return new Copies(site.shadows()) {
                private boolean discarded;

                @Override
                public HostPath moveRepo(MoveOrder order) throws Exception {
                    if (discarded) {
                        throw new IOException("it was discarded");
                    }
                    return super.moveRepo(order);
                }

                @Override
                public void discardMove(MoveOrder order) throws Exception {
                    discarded = true;
                    super.discardMove(order);
                }
            };
        }
    }

    @Breaks(
            rule = "aMoveToAPlaceThatIsTakenFailsAndTouchesNothing",
            said = {"initializer.moveRepo succeeded though there is something in the new place", "somebody else's"})
    static class LooksAtNothing extends RightOnes.CopiesFiles {
        @Override
        Copies copies(Site site) {
            return new Copies(site.shadows()) {
                @Override
                public HostPath moveRepo(MoveOrder order) throws IOException {
                    copyTree(Path.of(order.oldHostPath().value()), brought(target(order)));
                    return shadow(this, order);
                }
            };
        }
    }

    @Breaks(
            rule = "aCallThatWasKilledBetweenAnyTwoStepsSucceedsWhenItComesAgain",
            said = {"initializer.moveRepo called again after it was killed", "did not succeed", "AlreadyExists"})
    static class CopiesOnlyOnce extends RightOnes.CopiesFiles {
        @Override
        Copies copies(Site site) {
            return new Copies(site.shadows()) {
                @Override
                public HostPath moveRepo(MoveOrder order) throws IOException {
                    Path to = brought(target(order));
                    if (Files.notExists(to.resolve("readme"))) {
                        Files.createDirectory(to);
                        Files.copy(Path.of(order.oldHostPath().value(), "readme"), to.resolve("readme"));
                    }
                    return shadow(this, order);
                }
            };
        }
    }
}
