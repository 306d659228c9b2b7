package io.vedette.testkit.replay;

import io.vedette.testkit.history.Names;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says a difference to people: whose calls they are and what is wrong with them, and then {@link CallComparison both}. */
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

    /** The lines, none with a line's end. */
    public List<String> lines(Difference difference) {
        String how = difference.after()
                ? "calls after the last that were expected"
                : difference.expected().isEmpty() ? "calls, and none were expected" : "expected (-) and got (+) differ";
        Stream<String> head = Stream.of(who(CallRow.repo(difference.repo(), names)) + ": " + how);
        List<String> both = CallComparison.of(
                difference.expected(),
                difference.got(),
                (expected, got) -> got.meets(expected),
                call -> CallRow.of(call, names),
                call -> CallRow.of(call, because.apply(call), names));
        return Stream.concat(head, both.stream()).toList();
    }

    /**
     * Several differences as one text.
     *
     * @param file stands before each with the number of its line; null if there is none
     */
    public String of(List<Difference> differences, @Nullable String file) {
        return differences.stream()
                .map(difference -> (file == null ? "" : file + ":" + difference.line() + ": ")
                        + String.join("\n", lines(difference)))
                .collect(Collectors.joining("\n"));
    }

    /** Whose calls they are. */
    public static String who(String repo) {
        return repo.isEmpty() ? "calls that are about no repository" : "repo " + repo;
    }
}
