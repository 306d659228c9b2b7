package io.vedette.testkit.replay;

import io.vedette.domain.RepoId;
import io.vedette.testkit.history.ExpectedCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls for one repository were others than those that were expected.
 *
 * @param line the number of the line that expected them; of the last line that expected any, if it is about what came after
 * @param after whether nothing was expected any more
 * @param repo the repository; null for the calls that are about none
 * @param expected what was expected, in order
 * @param got what was called, in order
 */
public record Difference(long line, boolean after, @Nullable RepoId repo, List<ExpectedCall> expected, List<Call> got) {

    /** Copies the lists. */
    public Difference {
        expected = List.copyOf(expected);
        got = List.copyOf(got);
    }
}
