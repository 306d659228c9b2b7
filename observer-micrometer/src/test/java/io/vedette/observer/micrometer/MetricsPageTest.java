package io.vedette.observer.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vedette.domain.Author;
import io.vedette.domain.EventId;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.observer.Cause;
import io.vedette.observer.LogKeys;
import io.vedette.observer.RepoInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the page of the meters against the meters. */
class MetricsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "metrics.md");
    private static final String START = "| name | type | unit | tags | meaning |\n|---|---|---|---|---|\n";

    /** The calls there are. */
    private static final List<String> EFFECTS = List.of(
            "initializer.getRepo",
            "initializer.initRepo",
            "initializer.attachRemote",
            "processor.enableRepo",
            "processor.disableRepo",
            "command.confirmShadow",
            "command.confirmRemote",
            "command.setRepoError");

    @Test
    void thePageListsEachMeterAsItIs() throws IOException {
        String table = table();
        String page = Files.readString(PAGE);
        int start = page.indexOf(START) + START.length();
        String listed = page.substring(start, page.indexOf("\n\n", start) + 1);
        if (Boolean.getBoolean("vedette.render")) {
            Files.writeString(PAGE, page.replace(listed, table));
            return;
        }

        assertThat(listed).as("render it anew with -Dvedette.render=true").isEqualTo(table);
    }

    @Test
    void thePageNamesTheEntriesOfLogLines() throws IOException {
        String page = Files.readString(PAGE);

        for (String key : List.of(LogKeys.ENTITY, LogKeys.REGISTRY, LogKeys.PHASE, LogKeys.ATTEMPT)) {
            assertThat(page).contains("| `" + key + "` |");
        }
        assertThat(page).contains(LogKeys.CONTEXT);
    }

    private static String table() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ObserverMetrics metrics = new ObserverMetrics();
        metrics.bindTo(meters);
        for (String effect : EFFECTS) {
            for (Throwable error : Arrays.asList(null, new IllegalStateException(), new CancellationException())) {
                metrics.effectEnded(cause(), effect, Duration.ofMillis(1), error);
            }
        }
        Map<String, List<Meter.Id>> byName = new TreeMap<>(
                meters.getMeters().stream().map(Meter::getId).collect(Collectors.groupingBy(Meter.Id::getName)));
        StringBuilder table = new StringBuilder();
        byName.forEach((name, ids) -> {
            Meter.Id one = ids.get(0);
            table.append("| `%s` | %s | %s | %s | %s |\n"
                    .formatted(
                            name,
                            one.getType().name().toLowerCase(Locale.ROOT),
                            one.getBaseUnit() == null ? "" : one.getBaseUnit(),
                            tags(ids),
                            one.getDescription()));
        });
        return table.toString();
    }

    private static String tags(List<Meter.Id> ids) {
        Map<String, TreeSet<String>> values = new LinkedHashMap<>();
        for (Meter.Id id : ids) {
            for (Tag tag : id.getTags()) {
                values.computeIfAbsent(tag.getKey(), key -> new TreeSet<>()).add(tag.getValue());
            }
        }
        return values.entrySet().stream()
                .map(tag -> "`" + tag.getKey() + "`: " + String.join(", ", tag.getValue()))
                .collect(Collectors.joining("; "));
    }

    private static Cause cause() {
        RepoId repo = new RepoId(new UUID(1, 1));
        RepoInfo info = new RepoInfo(
                repo,
                RegistryId.ofName("exreg"),
                new RepoPath("/ex/a"),
                new Author("Ada <ada@example.com>"),
                new Host("h1"),
                new HostPath("/data/a"),
                null,
                Omissions.NONE);
        return new Cause(info, EventId.of("01ARZ3NDEKTSV4RRFFQ69G5FAV"), "init", 1);
    }
}
