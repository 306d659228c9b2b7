package io.vedette.cli.bench;

import io.vedette.testkit.Calls;
import io.vedette.testkit.Chronicle;
import io.vedette.testkit.Happening;
import io.vedette.testkit.history.ExpectedCall;
import io.vedette.testkit.history.HistoryFile;
import io.vedette.testkit.history.HistoryLine;
import io.vedette.testkit.replay.HistoryReplay;
import io.vedette.testkit.replay.ReplayReport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * How many events a second one core replays: fold, reconcile and, in the last row, comparison with what is expected. The
 * lines are in memory already. Each repository has ten events: it is added, initialised, gets two errors that are
 * cleared, and a remote copy.
 */
final class ReplayBench {

    private static final int EVENTS = 10;

    private ReplayBench() {}

    /** Runs it and gives each row. */
    static void run(int repos, int rounds, Consumer<BenchRow> rows) {
        rows.accept(row("all there at the start", history(repos, false, false), rounds));
        rows.accept(row("one by one", history(repos, true, false), rounds));
        rows.accept(row("one by one, all calls expected", history(repos, true, true), rounds));
    }

    private static BenchRow row(String what, HistoryFile history, int rounds) {
        List<Double> seconds = new ArrayList<>();
        long calls = 0;
        for (int round = 0; round < rounds; round++) {
            long start = CpuTime.ofThisProcess();
            ReplayReport report = HistoryReplay.of(history).run();
            seconds.add(Math.max(CpuTime.TICK, CpuTime.ofThisProcess() - start) / 1e9);
            calls = report.calls();
            if (!report.holds()) {
                throw new IllegalStateException("the observer made other calls than it should: "
                        + report.differences().get(0));
            }
        }
        return BenchRow.of("replay", what, history.summary().events(), calls, seconds);
    }

    private static HistoryFile history(int repos, boolean live, boolean expected) {
        Chronicle registry = Chronicle.of("bench", "/bench", "h1", "/data");
        List<HistoryLine> lines = new ArrayList<>(repos * EVENTS);
        add(lines, registry.registryAdded(), registry.rootAdded());
        if (live) {
            lines.add(new HistoryLine.Live(lines.size() + 1));
        }
        for (int i = 0; i < repos; i++) {
            String name = "r" + i;
            Chronicle.Repo repo = registry.repo(name, "/bench/" + name);
            add(lines, repo.accepted(), repo.initStarted(), repo.added(), repo.shadowCreated());
            add(
                    lines,
                    repo.errorSet("full"),
                    repo.errorCleared("full"),
                    repo.errorSet("full"),
                    repo.errorCleared("full"));
            add(lines, repo.remoteAccepted("backup"), repo.remoteCreated("backup"));
            if (expected) {
                lines.add(new HistoryLine.Expect(lines.size() + 1, calls(name)));
            }
        }
        return HistoryFile.ofLines("bench", lines);
    }

    private static void add(List<HistoryLine> lines, Happening... events) {
        for (Happening each : events) {
            lines.add(
                    new HistoryLine.Occurred(lines.size() + 1, each.aggregate(), each.event(), HistoryLine.Stamp.NONE));
        }
    }

    private static List<ExpectedCall> calls(String repo) {
        return List.of(
                Calls.initRepo(repo),
                Calls.confirmShadow(repo),
                Calls.getRepo(repo),
                Calls.enableRepo(repo).with("path", "/bench/" + repo),
                Calls.attachRemote(repo),
                Calls.confirmRemote(repo).with("remote", "backup"));
    }
}
