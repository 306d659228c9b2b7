package io.vedette.cli.replay;

import io.vedette.cli.output.Count;
import io.vedette.cli.output.Printable;
import io.vedette.testkit.history.HistoryFile;
import io.vedette.testkit.history.HistorySummary;
import io.vedette.testkit.replay.CallComparison;
import io.vedette.testkit.replay.CallRow;
import io.vedette.testkit.replay.Difference;
import io.vedette.testkit.replay.DifferenceText;
import io.vedette.testkit.replay.Origins;
import io.vedette.testkit.replay.ReplayReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Says on standard error what a replay came to. */
final class Findings {

    private static final int SHOWN = 50;

    private final PrintWriter err;
    private final HistoryFile file;

    Findings(PrintWriter err, HistoryFile file) {
        this.err = err;
        this.file = file;
    }

    /**
     * One line for all of it.
     *
     * @param failed how many calls of plug-ins failed
     */
    void summary(ReplayReport report, long failed) {
        err.println("vedette: replayed " + events(file.summary()) + ", " + Count.of(report.calls(), "call", "calls")
                + (failed == 0 ? "" : " (" + failed + " failed)") + expectations(report));
    }

    /** As {@code 12 events}, and how many of them nobody knows. */
    static String events(HistorySummary summary) {
        return Count.of(summary.events(), "event", "events")
                + (summary.unknownEvents() == 0 ? "" : " (" + summary.unknownEvents() + " unknown, skipped)");
    }

    private static String expectations(ReplayReport report) {
        long all = report.expectations();
        if (all == 0) {
            return "";
        }
        if (report.holds()) {
            return all == 1 ? ", 1 expectation holds" : ", " + all + " expectations hold";
        }
        long failed = report.differences().stream()
                .filter(difference -> !difference.after())
                .map(Difference::line)
                .distinct()
                .count();
        boolean after = report.differences().stream().anyMatch(Difference::after);
        return ", " + failed + " of " + Count.of(all, "expectation", "expectations") + (failed == 1 ? " does" : " do")
                + " not hold"
                + (after ? ", and there are calls after the last" : "");
    }

    /** Where the calls are others than the file expects. */
    void differences(ReplayReport report, Origins origins) {
        DifferenceText text = new DifferenceText(file.names(), origins::of);
        List<Difference> differences = report.differences();
        for (Difference difference : differences.subList(0, Math.min(SHOWN, differences.size()))) {
            List<String> lines = text.lines(difference);
            block(file.name() + ":" + difference.line() + ": " + lines.get(0), lines.subList(1, lines.size()));
        }
        more(differences.size());
    }

    /**
     * Where the calls for some repositories are others in another order of what was ready.
     *
     * @return whether there is such a repository
     */
    boolean orders(Map<String, List<CallRow>> first, Map<String, List<CallRow>> second, long seed) {
        Set<String> repos = new TreeSet<>(first.keySet());
        repos.addAll(second.keySet());
        int found = 0;
        for (String repo : repos) {
            List<CallRow> fixed = first.getOrDefault(repo, List.of());
            List<CallRow> other = second.getOrDefault(repo, List.of());
            if (!CallComparison.same(fixed, other) && found++ < SHOWN) {
                block(
                        DifferenceText.who(repo) + ": the fixed order (-) and seed " + seed + " (+) differ",
                        CallComparison.of(fixed, other));
            }
        }
        more(found);
        return found > 0;
    }

    private void block(String head, List<String> lines) {
        err.println(Printable.of(head));
        lines.forEach(line -> err.println(Printable.of(line)));
    }

    private void more(int found) {
        if (found > SHOWN) {
            err.println("... and more; the first " + SHOWN + " are shown");
        }
    }
}
