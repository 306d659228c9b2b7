package io.vedette.testkit.replay;

import io.vedette.testkit.history.CallName;
import io.vedette.testkit.history.ExpectedCall;
import io.vedette.testkit.history.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says a difference to people, as a comparison of two files does: {@code =} before a call that was expected and made,
 * {@code -} before one that was expected only, {@code +} before one that was made only. Which calls belong together is a
 * longest common subsequence.
 */
public final class DifferenceText {

    private final Names names;
    private final Function<Call, @Nullable String> because;

    /**
     * Words for differences.
     *
     * @param names how ids are called
     * @param because which event a call was made for; null if that is not known
     */
    public DifferenceText(Names names, Function<Call, @Nullable String> because) {
        this.names = names;
        this.because = because;
    }

    /** Several lines, without a line's end behind the last. */
    public String of(Difference difference) {
        StringBuilder text = new StringBuilder(
                difference.repo() == null
                        ? "calls that are about no repository"
                        : "repo " + names.text(difference.repo().uuid()));
        text.append(
                difference.after()
                        ? ": calls after the last that were expected"
                        : difference.expected().isEmpty()
                                ? ": calls, and none were expected"
                                : ": other calls than expected");
        List<ExpectedCall> expected = difference.expected();
        List<Call> got = difference.got();
        int[][] common = common(expected, got);
        int e = 0;
        int g = 0;
        while (e < expected.size() || g < got.size()) {
            if (e < expected.size() && g < got.size() && meets(got.get(g), expected.get(e))) {
                line(text, '=', of(expected.get(e++)), null);
                g++;
            } else if (e < expected.size() && (g == got.size() || common[e + 1][g] >= common[e][g + 1])) {
                line(text, '-', of(expected.get(e++)), "expected");
            } else {
                Call call = got.get(g++);
                String event = because.apply(call);
                line(text, '+', of(call), event == null ? "got" : "got, because of " + event);
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, char sign, String call, @Nullable String note) {
        text.append("\n    ").append(sign).append(' ').append(call);
        if (note != null) {
            text.append("    ").append(note);
        }
    }

    /** A call with its fields. */
    public String of(Call call) {
        return of(call.name(), call.fields());
    }

    private String of(ExpectedCall call) {
        return of(call.name(), call.fields());
    }

    private String of(CallName name, Map<String, String> fields) {
        List<String> said = new ArrayList<>();
        for (String field : name.fields()) {
            String value = fields.get(field);
            if (value != null) {
                said.add(field + "=" + (field.equals("workflow") ? names.text(UUID.fromString(value)) : value));
            }
        }
        return said.isEmpty() ? name.text() : name.text() + " " + String.join(" ", said);
    }

    private static boolean meets(Call call, ExpectedCall expected) {
        return expected.isMetBy(call.name(), call.fields());
    }

    /** How many calls of the rest from each pair of places on belong together. */
    private static int[][] common(List<ExpectedCall> expected, List<Call> got) {
        int[][] common = new int[expected.size() + 1][got.size() + 1];
        for (int e = expected.size() - 1; e >= 0; e--) {
            for (int g = got.size() - 1; g >= 0; g--) {
                common[e][g] = meets(got.get(g), expected.get(e))
                        ? common[e + 1][g + 1] + 1
                        : Math.max(common[e + 1][g], common[e][g + 1]);
            }
        }
        return common;
    }
}
