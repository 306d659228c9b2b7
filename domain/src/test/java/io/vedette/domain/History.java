package io.vedette.domain;

import java.util.ArrayList;
import java.util.List;

/** Stored events of one aggregate, numbered from 1. */
public final class History {

    public static final long TIME = 1_700_000_000_000L;

    private History() {}

    public static List<Recorded> of(AggregateId aggregate, Event... events) {
        return of(aggregate, List.of(events));
    }

    public static List<Recorded> of(AggregateId aggregate, List<? extends Event> events) {
        List<Recorded> history = new ArrayList<>();
        for (Event event : events) {
            history.add(recorded(aggregate, history.size() + 1, event));
        }
        return history;
    }

    public static Recorded recorded(AggregateId aggregate, long version, Event event) {
        return new Recorded(
                id(version), version == 1 ? null : id(version - 1), aggregate, version, version, TIME, null, event);
    }

    public static EventId id(long version) {
        return new EventId(TIME << 16, version);
    }

    public static RegistryState fold(RegistryState before, List<Recorded> events) {
        RegistryState state = before;
        for (Recorded one : events) {
            state = state.evolve(one);
        }
        return state;
    }

    public static RepoView fold(RepoView before, List<Recorded> events) {
        RepoView view = before;
        for (Recorded one : events) {
            view = view.evolve(one);
        }
        return view;
    }
}
