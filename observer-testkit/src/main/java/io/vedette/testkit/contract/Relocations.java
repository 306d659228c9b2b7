package io.vedette.testkit.contract;

import io.vedette.observer.Initializer;
import io.vedette.observer.RepoInfo;
import io.vedette.testkit.contract.Heard.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What holds for moves beside what holds for every call. */
final class Relocations {

    private final Stage<Initializer> stage;
    private final Relocation calls;

    Relocations(Stage<Initializer> stage, Relocation calls) {
        this.stage = stage;
        this.calls = calls;
    }

    void leaveTheOldPlaceWhole() throws Exception {
        before(calls.move());
        Map<String, String> tree = tree(Relocation.oldTree(stage.first()));
        Map<String, String> shadow = tree(shadow());
        stage.succeed(calls.move(), stage.first(), 1);

        String mend =
                "bring a copy, and clear the old place away when getRepo is called for the new one: until then the"
                        + " move can be aborted";
        same(calls.move(), "left another tree at the old place:", tree, tree(Relocation.oldTree(stage.first())), mend);
        same(calls.move(), "left another shadow at the old place:", shadow, tree(shadow()), mend);
    }

    void bringTheFiles() throws Exception {
        before(calls.settle());
        Map<String, String> tree = tree(Relocation.oldTree(stage.first()));
        stage.succeed(calls.settle(), stage.first(), 1);

        same(
                calls.settle(),
                "called after moveRepo, left another tree at the new place than there was at the old one:",
                tree,
                tree(Relocation.newTree(stage.first())),
                "bring all files to the new place before it is answered, with their modes");
    }

    void areTakenBack() throws Exception {
        before(calls.move());
        Map<String, String> state = stage.state();
        stage.succeed(calls.move(), stage.first(), 1);
        stage.succeed(calls.discard(), stage.first(), 1);

        same(
                calls.discard(),
                "left another state than there was before the move:",
                state,
                stage.state(),
                "let discardMove take back all that moveRepo brought, and what it wrote down of it");
    }

    void areTakenBackThoughCancelled() throws Exception {
        new Cancels<>(stage, calls.move()).undoneBy(calls.discard());
    }

    void areDiscardedUnasked() throws Exception {
        before(calls.discardUnasked());
        Map<String, String> state = stage.state();
        stage.succeed(calls.discardUnasked(), stage.first(), 1);

        same(
                calls.discardUnasked(),
                "called though moveRepo never was, left another state:",
                state,
                stage.state(),
                "take back only what was brought for this workflow");
    }

    void succeedAfterOneThatWasDiscarded() throws Exception {
        before(calls.moveAgain());
        Map<String, String> tree = tree(Relocation.oldTree(stage.first()));
        stage.succeed(calls.moveAgain(), stage.first(), 1);
        stage.succeed(calls.settle(), stage.first(), 1);

        same(
                calls.settle(),
                "called after a move that followed a discarded one, left another tree at the new place:",
                tree,
                tree(Relocation.newTree(stage.first())),
                "tell moves apart by their workflow, and leave nothing of one that was discarded");
    }

    void neverOverwrite() throws Exception {
        before(calls.move());
        Path mine = Relocation.newTree(stage.first()).resolve("mine");
        Files.createDirectory(Relocation.newTree(stage.first()));
        Files.writeString(mine, "somebody else's\n");
        Map<String, String> trees = tree(stage.site().trees());
        Ending ending = stage.end(calls.move(), stage.first());

        if (ending.error() == null) {
            throw new Broken(
                    calls.move().call(),
                    "succeeded though there is something in the new place already.",
                    "fail with a StrongError that names the place: what is there is somebody else's");
        }
        InitializerContract.requireMessage(calls.move(), ending);
        same(
                calls.move(),
                "which failed since there is something in the new place already, changed the directories:",
                trees,
                tree(stage.site().trees()),
                "look whether the new place is free before anything is changed");
    }

    private void before(Deed<Initializer> deed) throws Exception {
        stage.begin();
        stage.lead(deed, stage.first());
    }

    private Path shadow() {
        RepoInfo repo = stage.first();
        return Path.of(repo.shadow() == null ? "" : repo.shadow().value());
    }

    /** Nothing where it is no folder. */
    private static Map<String, String> tree(Path folder) throws IOException {
        return Files.isDirectory(folder) ? Facts.ofFiles(folder, path -> true) : Map.of();
    }

    private static void same(
            Deed<Initializer> deed,
            String situation,
            Map<String, String> expected,
            Map<String, String> seen,
            String mend) {
        String difference = Facts.difference(expected, seen);
        if (!difference.isEmpty()) {
            throw new Broken(deed.call(), situation + difference, mend);
        }
    }
}
