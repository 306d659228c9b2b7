package io.vedette.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.client.CommandOptions;
import io.vedette.client.CommandResult;
import io.vedette.client.RegistryClient;
import io.vedette.domain.AggregateId;
import io.vedette.domain.Command;
import io.vedette.domain.CommandId;
import io.vedette.domain.EventId;
import io.vedette.domain.Filter;
import io.vedette.domain.Recorded;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.Start;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/** The commands that a test has sent and what was answered. What was acknowledged must be in the journals, once. */
final class CommandLog {

    private final Random random;
    private final Map<CommandId, Command> sent = new ConcurrentHashMap<>();
    private final Map<CommandId, CommandResult> acknowledged = new ConcurrentHashMap<>();

    CommandLog(Random random) {
        this.random = random;
    }

    /** Sends a command under an id that it keeps however often it is tried. */
    Mono<CommandResult> execute(RegistryClient client, Command command) {
        CommandId id = new CommandId(new UUID(random(), random()));
        sent.put(id, command);
        return client.execute(command, CommandOptions.of(id)).doOnNext(result -> acknowledged.put(id, result));
    }

    private synchronized long random() {
        return random.nextLong();
    }

    int acknowledged() {
        return acknowledged.size();
    }

    long acknowledgedForRepositories() {
        return acknowledged.keySet().stream()
                .filter(id -> sent.get(id) instanceof RepoCommand)
                .count();
    }

    /** How many were stored by an execution whose answer never came. */
    long answeredLater() {
        return acknowledged.values().stream().filter(CommandResult::replayed).count();
    }

    /**
     * Fails unless the journals are dense and whole and hold each acknowledged command once.
     *
     * @return all events
     */
    List<Recorded> check(RegistryClient client) {
        List<Recorded> events = Objects.requireNonNull(client.readAll(new Start.Beginning(), Filter.ALL, 0)
                .collectList()
                .block());
        Map<CommandId, List<EventId>> stored = new HashMap<>();
        Map<AggregateId, Recorded> newest = new HashMap<>();
        Set<EventId> ids = new HashSet<>();
        long position = 0;
        for (Recorded each : events) {
            Recorded before = newest.put(each.aggregate(), each);
            assertThat(each.position()).isEqualTo(++position);
            assertThat(each.version()).isEqualTo(before == null ? 1 : before.version() + 1);
            assertThat(ids.add(each.id())).isTrue();
            if (each.command() != null) {
                stored.computeIfAbsent(each.command(), id -> new ArrayList<>()).add(each.id());
            }
        }
        acknowledged.forEach((id, result) -> assertThat(stored.getOrDefault(id, List.of()))
                .as("events of %s", id)
                .isEqualTo(result.events()));
        return events;
    }

    /** Fails unless some acknowledged commands, sent again, get their first answers. */
    void checkRepeated(RegistryClient client) {
        acknowledged.entrySet().stream().limit(20).forEach(each -> {
            Command command = Objects.requireNonNull(sent.get(each.getKey()));
            CommandResult again = Objects.requireNonNull(
                    client.execute(command, CommandOptions.of(each.getKey())).block());
            assertThat(again.replayed()).isTrue();
            assertThat(again.version()).isEqualTo(each.getValue().version());
        });
    }
}
