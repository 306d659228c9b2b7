package io.vedette.testkit.contract;

import io.vedette.domain.RepoId;
import io.vedette.observer.Cause;
import io.vedette.observer.Processor;
import io.vedette.observer.RepoInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Tests of processors that are not wrapped, whose calls are methods of the test. */
abstract class Bare extends ProcessorContract {
    abstract Mono<Void> enable(Site site, RepoInfo info, Cause cause);

    Mono<Void> disable(Site site, RepoId repo, Cause cause) {
        return Mono.empty();
    }

    @Override
    protected Processor open(Site site) throws Exception {
        return new Processor() {
            @Override
            public Mono<Void> enableRepo(RepoInfo info, Cause cause) {
                return enable(site, info, cause);
            }

            @Override
            public Mono<Void> disableRepo(RepoId repo, Cause cause) {
                return disable(site, repo, cause);
            }
        };
    }

    static Mono<Void> write(Path file, String text) {
        return Mono.<Void>fromCallable(() -> {
                    Files.writeString(file, text);
                    return null;
                })
                .subscribeOn(Schedulers.boundedElastic());
    }
}
