package io.vedette.testkit.contract;

import io.vedette.testkit.kill.Hook;
import io.vedette.testkit.kill.Kill;
import io.vedette.testkit.kill.Tripwire.Passing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Calls in processes that die: first one that lives and notes its steps, then one for each step. After each death the call
 * comes again, to a new implementor over the files that are left.
 */
final class Kills<T> {

    private static final String MEND =
            "make what a call leaves appear at once, by an atomic move for instance, and let the next call clear away"
                    + " what a killed process left";

    private final Contract<T> contract;
    private final Path folder;
    private final Stage<T> stage;
    private final List<String> deaths = new ArrayList<>();
    private final List<Passing> passed = new ArrayList<>();

    Kills(Contract<T> contract, Path folder, Stage<T> stage) {
        this.contract = contract;
        this.folder = folder;
        this.stage = stage;
    }

    /** Kills at every step of every call; for each call a line that says how often it did. */
    List<String> everywhere(List<Deed<T>> deeds) throws Exception {
        for (Deed<T> deed : deeds) {
            killAtEachStepOf(deed);
        }
        requireHooks();
        return deaths;
    }

    private void killAtEachStepOf(Deed<T> deed) throws Exception {
        Reference reference = Reference.of(stage, deed);
        List<Passing> noted = stepsOf(deed);
        List<Passing> places =
                spread(deed, noted.stream().filter(Passing::fresh).toList());
        // The last one is no step of the call, but its end.
        passed.addAll(noted.subList(0, noted.size() - 1));
        Fork next = places.isEmpty() ? null : start(deed, places.get(0).number());
        int killed = 0;
        try {
            for (int i = 0; i < places.size(); i++) {
                Fork doomed = Objects.requireNonNull(next);
                stage.empty();
                boolean died = doomed.go();
                // The next one gets ready meanwhile.
                next = i + 1 < places.size() ? start(deed, places.get(i + 1).number()) : null;
                if (died) {
                    killed++;
                    callAgain(deed, reference, places.get(i));
                }
            }
        } finally {
            if (next != null) {
                next.end();
            }
        }
        deaths.add(deed.call() + ": killed at " + killed + " of " + places.size() + " places");
        if (killed == 0) {
            throw new Broken(
                    deed.call(),
                    "passed none of the " + places.size() + " places a second time where it was to be killed.",
                    "let the call take the same steps each time that it finds the same files");
        }
    }

    private List<Passing> spread(Deed<T> deed, List<Passing> all) {
        int most = contract.mostKills(deed.call());
        return all.size() <= most
                ? all
                : IntStream.rangeClosed(1, most)
                        .mapToObj(i -> all.get(i * all.size() / most - 1))
                        .toList();
    }

    private void callAgain(Deed<T> deed, Reference reference, Passing death) throws Exception {
        stage.adopt(reference.known());
        String situation = "called again after it was killed " + death.place();
        Object seen;
        Map<String, String> left;
        try {
            stage.open();
            seen = stage.succeed(deed, stage.first(), 1);
            left = stage.state();
        } catch (Exception | AssertionError failed) {
            throw new Broken(deed.call(), situation + ", did not succeed: " + Broken.words(failed), MEND, failed);
        }
        reference.isWhat(deed, situation, seen, left, MEND);
    }

    private List<Passing> stepsOf(Deed<T> deed) throws Exception {
        Fork living = start(deed, 0);
        stage.empty();
        living.go();
        return living.noted();
    }

    private Fork start(Deed<T> deed, int pass) throws Exception {
        Kill kill = new Kill(contract.hooks(), stage.site().folder(), pass, null);
        return Fork.start(contract, folder, deed.call(), kill);
    }

    private void requireHooks() {
        List<Hook> vain = contract.hooks().stream()
                .filter(hook -> passed.stream().noneMatch(each -> each.place().equals(hook.toString())))
                .toList();
        if (!vain.isEmpty()) {
            throw new Broken(
                    "hooks()",
                    "names places that no call passed: "
                            + vain.stream().map(Hook::toString).collect(Collectors.joining(", ")) + ".",
                    "name methods that the calls run through; with saying(), text that their arguments contain");
        }
        if (passed.isEmpty()) {
            throw new Broken(
                    "the contract",
                    "found no step between which it could kill: no call changed a file below the site.",
                    "override hooks() and name the methods that do the work, as Hook.before(MyProcessor.class, \"send\")");
        }
    }
}
