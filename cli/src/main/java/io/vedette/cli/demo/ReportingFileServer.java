package io.vedette.cli.demo;

import io.vedette.domain.Author;
import io.vedette.domain.HostPath;
import io.vedette.domain.RepoId;
import io.vedette.gitshadow.GitShadow;
import io.vedette.observer.Cause;
import io.vedette.observer.Initializer;
import io.vedette.observer.MoveOrder;
import io.vedette.observer.Processor;
import io.vedette.observer.RepoInfo;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** The git-shadow file server, telling what it is asked to do and how that went. */
final class ReportingFileServer implements Initializer, Processor {

    /** Who is told. Called from the file server's threads. */
    interface Report {
        void done(Cause cause, String call, Duration took);

        void failed(Cause cause, String call, Throwable error);

        void open(RepoId repo, boolean open);
    }

    private final GitShadow files;
    private final Report report;

    ReportingFileServer(GitShadow files, Report report) {
        this.files = files;
        this.report = report;
    }

    private <T> Mono<T> told(Cause cause, String call, Mono<T> effect) {
        return Mono.defer(() -> {
            long start = System.nanoTime();
            return effect.doOnSuccess(
                            result -> report.done(cause, call, Duration.ofNanos(System.nanoTime() - start)))
                    .doOnError(error -> report.failed(cause, call, error));
        });
    }

    @Override
    public Mono<RepoInfo> getRepo(RepoId repo, Cause cause) {
        return told(cause, "getRepo", files.getRepo(repo, cause));
    }

    @Override
    public Mono<RepoInfo> initRepo(RepoId repo, Cause cause) {
        return told(cause, "initRepo", files.initRepo(repo, cause));
    }

    @Override
    public Mono<HostPath> moveRepo(MoveOrder order) {
        return told(order.cause(), "moveRepo", files.moveRepo(order));
    }

    @Override
    public Mono<Void> enableRepo(RepoInfo info, Cause cause) {
        return told(cause, "enableRepo", files.enableRepo(info, cause))
                .doOnSuccess(done -> report.open(info.repo(), true));
    }

    @Override
    public Mono<Void> disableRepo(RepoId repo, Cause cause) {
        return told(cause, "disableRepo", files.disableRepo(repo, cause)).doOnSuccess(done -> report.open(repo, false));
    }

    @Override
    public Mono<Void> freezeRepo(RepoId repo, Author author, Cause cause) {
        return told(cause, "freezeRepo", files.freezeRepo(repo, author, cause));
    }

    @Override
    public Mono<Void> unfreezeRepo(RepoId repo, Author author, Cause cause) {
        return told(cause, "unfreezeRepo", files.unfreezeRepo(repo, author, cause));
    }
}
