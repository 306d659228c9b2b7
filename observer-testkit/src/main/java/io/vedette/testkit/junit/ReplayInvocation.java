package io.vedette.testkit.junit;

import io.vedette.domain.EventId;
import io.vedette.testkit.history.HistoryFile;
import io.vedette.testkit.history.HistoryLine;
import io.vedette.testkit.replay.CallListener;
import io.vedette.testkit.replay.DifferenceText;
import io.vedette.testkit.replay.HistoryReplay;
import io.vedette.testkit.replay.Origins;
import io.vedette.testkit.replay.ReplayReport;
import java.util.List;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;

/** One replay of one file. */
final class ReplayInvocation implements TestTemplateInvocationContext, ParameterResolver, AfterTestExecutionCallback {

    private final String name;
    private final HistoryFile file;
    private final HistoryReplay replay;
    private final int seed;

    /**
     * A replay that has not begun.
     *
     * @param seed of the order; 0 for the fixed one
     */
    ReplayInvocation(String name, HistoryFile file, Replay settings, int seed) {
        this.name = name;
        this.file = file;
        this.seed = seed;
        this.replay = HistoryReplay.of(file);
        if (!settings.registry().isEmpty()) {
            replay.registry(settings.registry());
        }
        if (settings.prefixes().length > 0) {
            replay.prefixes(settings.prefixes());
        }
        if (seed > 0) {
            replay.seed(seed);
        }
    }

    @Override
    public String getDisplayName(int index) {
        return seed == 0 ? name : name + ", seed " + seed;
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
        return List.of(this);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == HistoryReplay.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return replay;
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            return;
        }
        Origins origins = new Origins();
        ReplayReport report = replay.listener(new CallListener() {
                    @Override
                    public void arrived(HistoryLine.Occurred line, EventId id) {
                        origins.add(line, id);
                    }
                })
                .run();
        if (report.expectations() == 0) {
            throw new AssertionError(file.name() + " has no line \"expect\", so it checks nothing");
        }
        if (!report.holds()) {
            throw new AssertionError(
                    new DifferenceText(file.names(), origins::of).of(report.differences(), file.name()));
        }
    }
}
