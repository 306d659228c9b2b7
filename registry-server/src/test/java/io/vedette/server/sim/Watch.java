package io.vedette.server.sim;

import io.grpc.Status;
import io.vedette.domain.AggregateId;
import io.vedette.domain.CommandId;
import io.vedette.domain.Location;
import io.vedette.domain.RepoId;
import io.vedette.domain.codec.WireIds;
import io.vedette.observer.Cause;
import io.vedette.proto.v1.CommandReply;
import io.vedette.proto.v1.CommandRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** Sees all that can be seen from outside and says what must never be. */
final class Watch {

    private final Trace trace;
    private final History history;
    private final Map<String, Territory> territories = new HashMap<>();
    private final Map<String, Effect> running = new HashMap<>();
    private final Map<Call<?, ?>, CommandId> asked = new WeakHashMap<>();
    private final Map<CommandId, CommandReply> accepted = new HashMap<>();
    private @Nullable InvariantBroken broken;
    private long lastHappening;

    /** A call of a file server that is under way. */
    record Effect(String observer, String name, RepoId repo) {
        String slot() {
            return observer + " " + repo;
        }
    }

    Watch(Trace trace, Disk disk) {
        this.trace = trace;
        this.history = new History(disk, trace, this::fail);
    }

    History history() {
        return history;
    }

    /** What an observer may touch. */
    void territory(String observer, Territory territory) {
        territories.put(observer, territory);
    }

    private void fail(String invariant, String how) {
        if (broken == null) {
            broken = new InvariantBroken(invariant, how);
        }
    }

    /** To be called after each task, outside of all code that might swallow what is thrown. */
    void step() {
        history.follow();
        if (broken != null) {
            throw broken;
        }
    }

    /** How often something happened that one can see from outside, signs of life left out. */
    long happenings() {
        return lastHappening + history.end();
    }

    boolean hasError(RepoId repo) {
        history.follow();
        return history.repo(repo).error() != null;
    }

    // Effects.

    Effect begins(String observer, String name, RepoId repo, Cause cause) {
        lastHappening++;
        history.follow();
        Effect effect = new Effect(observer, name, repo);
        Effect other = running.put(effect.slot(), effect);
        if (other != null) {
            fail("effects of one repository never overlap", effect + " began while " + other + " ran");
        }
        if (!history.contains(cause.event())) {
            fail("an effect needs an event", effect + " because of " + cause.event() + ", which no journal has");
        }
        Location place = history.repo(repo).location();
        Territory territory = territories.get(observer);
        if (territory != null && (place == null || !territory.covers(place))) {
            fail("an observer touches nothing but its own", effect + " at " + place + ", outside of " + territory);
        }
        return effect;
    }

    void ends(Effect effect) {
        running.remove(effect.slot(), effect);
    }

    /** What a process was doing ended with it. */
    void died(String observer) {
        running.values().removeIf(effect -> effect.observer().equals(observer));
    }

    // Commands.

    void asked(Call<?, ?> call, CommandRequest request) {
        asked.put(call, new CommandId(WireIds.uuid(request.getCommandId())));
    }

    void answered(String client, Call<?, ?> call, CommandReply reply) {
        CommandId id = asked.get(call);
        CommandReply plain = reply.toBuilder().clearReplayed().build();
        CommandReply before = accepted.putIfAbsent(id, plain);
        trace.note(client, "command " + id + " is accepted at " + reply.getPosition());
        if (before != null && !before.equals(plain)) {
            fail("a command has one result", id + " was answered " + before + " and later " + plain);
        }
        history.follow();
        AggregateId aggregate = WireIds.aggregate(reply.getAggregate());
        reply.getEventIdsList()
                .forEach(event -> history.acknowledged(WireIds.eventId(event), aggregate, reply.getPosition()));
    }

    void answered(String client, Call<?, ?> call, Status status) {
        CommandId id = asked.get(call);
        boolean refused = switch (status.getCode()) {
            case INVALID_ARGUMENT, NOT_FOUND, ALREADY_EXISTS, FAILED_PRECONDITION, ABORTED -> true;
            default -> false;
        };
        if (!status.isOk()) {
            trace.note(client, "command " + id + " fails: " + status.getCode());
        }
        if (refused && accepted.containsKey(id)) {
            fail("a command has one result", id + " was accepted before and is now refused: " + status);
        }
    }
}
