package io.vedette.cli.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A line of a benchmark's table.
 *
 * @param row which benchmark
 * @param what of it
 * @param events how many events in a round
 * @param calls how many calls were made of them
 * @param least events a second and core in the slowest round
 * @param median events a second and core
 * @param most in the fastest round
 */
record BenchRow(String row, String what, long events, long calls, long least, long median, long most) {

    static BenchRow of(String row, String what, long events, long calls, List<Double> seconds) {
        List<Long> rates =
                seconds.stream().map(each -> Math.round(events / each)).sorted().toList();
        return new BenchRow(
                row, what, events, calls, rates.get(0), rates.get(rates.size() / 2), rates.get(rates.size() - 1));
    }

    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("row", row);
        values.put("what", what);
        values.put("events", events);
        values.put("calls", calls);
        values.put("slowest", least);
        values.put("median", median);
        values.put("fastest", most);
        return values;
    }
}
