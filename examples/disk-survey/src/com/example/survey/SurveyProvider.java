package com.example.survey;

import io.vedette.observer.WorkflowEffect;
import io.vedette.observer.plugin.Plugin;
import io.vedette.observer.plugin.PluginContext;
import io.vedette.observer.plugin.PluginProvider;
import io.vedette.workflows.WorkflowDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Where the programs find the kind: the registry its definition, an observer also what it is to do. */
public final class SurveyProvider implements PluginProvider {

    @Override
    public String name() {
        return "disk-survey";
    }

    @Override
    public List<WorkflowDefinition<?, ?>> workflows() {
        return List.of(new Survey());
    }

    /** It measures and changes nothing. */
    @Override
    public boolean canRehearse() {
        return true;
    }

    @Override
    public Plugin open(PluginContext context) {
        WorkflowEffect measure = (call, cause) -> Mono.fromCallable(() -> free(context.shadowFolder()))
                .subscribeOn(Schedulers.boundedElastic());
        return new Plugin() {
            @Override
            public Map<String, WorkflowEffect> effects() {
                return Map.of(Survey.MEASURE, measure);
            }
        };
    }

    private static Map<String, String> free(Path folder) throws Exception {
        long bytes = Files.getFileStore(folder).getUsableSpace();
        return Map.of("freeMegabytes", Long.toString(bytes >> 20));
    }
}
