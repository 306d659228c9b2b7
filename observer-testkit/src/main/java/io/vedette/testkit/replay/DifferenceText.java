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
 * {@code -} before one that was expected only, {@code +} before one that was made only.
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
        Alignment.of(difference.expected(), difference.got(), DifferenceText::meets, new Alignment.Taker<>() {
            @Override
            public void both(ExpectedCall expected, Call got) {
                line(text, '=', of(expected.name(), expected.fields()), null);
            }

            @Override
            public void left(ExpectedCall expected) {
                line(text, '-', of(expected.name(), expected.fields()), "expected");
            }

            @Override
            public void right(Call got) {
                String event = because.apply(got);
                line(text, '+', of(got.name(), got.fields()), event == null ? "got" : "got, because of " + event);
            }
        });
        return text.toString();
    }

    private static void line(StringBuilder text, char sign, String call, @Nullable String note) {
        text.append("\n    ").append(sign).append(' ').append(call);
        if (note != null) {
            text.append("    ").append(note);
        }
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

    private static boolean meets(ExpectedCall expected, Call got) {
        return expected.isMetBy(got.name(), got.fields());
    }
}
