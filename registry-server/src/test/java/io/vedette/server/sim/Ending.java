package io.vedette.server.sim;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Location;
import io.vedette.domain.RegistryEntry;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RegistryState;
import io.vedette.domain.RepoPath;
import io.vedette.domain.RepoView;
import io.vedette.engine.ActivityState;
import io.vedette.engine.Explanation;
import io.vedette.observer.RepoInfo;
import io.vedette.server.internal.Core;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How things must stand once nothing goes wrong any more: what each history asks for was done, and nothing pends. */
final class Ending {

    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final Duration QUIET = Duration.ofSeconds(30);

    private final Simulation simulation;
    private final History history;

    Ending(Simulation simulation) {
        this.simulation = simulation;
        this.history = simulation.watch().history();
    }

    /** Lets time pass until it is so, and a while longer, in which nothing may happen any more. */
    void await() {
        List<String> missing = missing();
        for (Duration waited = Duration.ZERO; !missing.isEmpty(); waited = waited.plus(LOOK)) {
            if (waited.compareTo(PATIENCE) > 0) {
                throw new InvariantBroken("all comes to its end", String.join("\n  ", missing));
            }
            operate();
            simulation.time().advance(LOOK);
            missing = missing();
        }
        long happenings = simulation.watch().happenings();
        simulation.time().advance(QUIET);
        missing = missing();
        if (!missing.isEmpty() || simulation.watch().happenings() != happenings) {
            throw new InvariantBroken("what has come to rest stays so", history.newest() + " " + missing);
        }
    }

    /** Operators clear the errors that are stored, and let what is parked be tried again. */
    private void operate() {
        for (RepoView view : List.copyOf(history.repos().values())) {
            if (view.error() != null) {
                simulation.customers().get(0).send(Workload.mend(view));
            }
        }
        for (ObserverProcess observer : simulation.observers()) {
            ObserverProcess.Parts alive = Objects.requireNonNull(observer.alive());
            explain(alive).values().stream()
                    .filter(row -> row.state().kind() == ActivityState.Kind.PARKED)
                    .forEach(row -> alive.observer().retry(row.key()).subscribe());
        }
    }

    private List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (Customer customer : simulation.customers()) {
            if (customer.unanswered() > 0) {
                missing.add(customer.unanswered() + " commands are not answered");
            }
        }
        Running running = simulation.registry().running();
        if (running == null || !running.serves()) {
            missing.add("the registry does not serve");
        } else {
            look(running.core(), missing);
        }
        history.registries().values().forEach(registry -> look(registry, missing));
        history.repos().values().stream()
                .filter(view -> view.error() != null)
                .forEach(view -> missing.add(view.repo() + " has an error: " + view.error()));
        simulation.observers().forEach(observer -> look(observer, missing));
        return missing;
    }

    private void look(Core registry, List<String> missing) {
        if (!registry.isIdle() || !registry.isFollowed()) {
            missing.add("the registry is busy");
        }
        int followers = registry.hub().size();
        if (followers != simulation.observers().size() || registry.linked() != followers) {
            missing.add("the registry has " + followers + " followers and " + registry.linked() + " links");
        }
        long activities = registry.processes().counts().activities();
        if (activities != history.registries().size()) {
            missing.add("the registry has " + activities + " activities");
        }
    }

    private void look(RegistryState registry, List<String> missing) {
        for (RegistryEntry entry : registry.below(new RepoPath("/"), null, Integer.MAX_VALUE)) {
            if (!entry.isAdded() || history.repo(entry.repo()).version() == 0) {
                missing.add("registry " + registry.name() + " accepted " + entry.repo() + " at " + entry.path()
                        + ", which was neither added nor rejected");
            }
        }
    }

    private void look(ObserverProcess observer, List<String> missing) {
        ObserverProcess.Parts alive = observer.alive();
        if (alive == null || observer.failure() != null) {
            missing.add(observer.name() + " does not run: " + observer.failure());
            return;
        }
        Map<AggregateId, Explanation<AggregateId>> rows = explain(alive);
        rows.values().stream()
                .filter(row -> row.state().kind() != ActivityState.Kind.SLEEPING
                        || !row.pending().isEmpty())
                .forEach(row -> missing.add(observer.name() + ": " + row.key() + " is "
                        + row.state().kind() + ": " + row.why() + ", pending " + row.pending()));
        for (RepoView view : history.repos().values()) {
            String wrong = wrong(observer, alive, view, rows.get(view.repo().aggregate()));
            if (wrong != null) {
                missing.add(observer.name() + ": " + view.repo() + " " + wrong);
            }
        }
    }

    private @Nullable String wrong(
            ObserverProcess observer,
            ObserverProcess.Parts alive,
            RepoView view,
            @Nullable Explanation<AggregateId> row) {
        RepoInfo served = alive.files().served().get(view.repo());
        if (!owned(observer, view)) {
            return served == null ? null : "is open to clients, though it is none of its own";
        }
        Location place = Objects.requireNonNull(view.location());
        if (view.shadow() == null) {
            return "has no shadow";
        }
        if (view.remote() != null && !view.remoteCreated()) {
            return "has no remote copy";
        }
        if (served == null) {
            return "is not open to clients";
        }
        if (!served.path().equals(place.path()) || !Objects.equals(served.shadow(), view.shadow())) {
            return "is open to clients as " + served + ", not at " + place;
        }
        if (row == null) {
            return "has no activity";
        }
        return row.tail() == view.version() ? null : "was seen up to " + row.tail() + " of " + view.version();
    }

    /** One that its own registry does not list was never told to anybody. */
    private boolean owned(ObserverProcess observer, RepoView view) {
        Location place = view.location();
        return place != null
                && Objects.equals(view.registry(), RegistryId.ofName(Workload.REGISTRY))
                && observer.territory().covers(place);
    }

    private Map<AggregateId, Explanation<AggregateId>> explain(ObserverProcess.Parts alive) {
        Map<AggregateId, Explanation<AggregateId>> rows = new LinkedHashMap<>();
        alive.observer().explain().subscribe(row -> rows.put(row.key(), row));
        simulation.time().settle();
        return rows;
    }
}
