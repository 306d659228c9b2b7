package io.vedette.observer.internal.repo;

import io.vedette.engine.LogContext;
import io.vedette.engine.Run;
import io.vedette.observer.internal.EntityKey;
import io.vedette.observer.internal.ErrorText;
import io.vedette.observer.internal.LogEntries;
import io.vedette.observer.internal.Refusals;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one run of a repository's activity logs and tells the listener about its steps: a condition that changes is
 * logged as a warning, or when it is over for information; what goes on as before is logged for debugging only.
 */
final class StepLog {

    private static final Logger log = LoggerFactory.getLogger(StepRunner.class);
    private static final String REPORT = "report";

    private final RepoEnvironment environment;
    private final Run run;
    private final EntityKey repo;

    StepLog(RepoEnvironment environment, Run run, EntityKey repo) {
        this.environment = environment;
        this.run = run;
        this.repo = repo;
    }

    /** The entries of lines about an attempt of this run. */
    Map<String, String> entries(int attempt) {
        return LogEntries.of(environment.registry(), repo, run.first(), attempt);
    }

    /** A step failed and is tried again. */
    void triedAgain(OpenStep open, Throwable error, int count) {
        retrying(label(open), count, error);
        try (LogContext about = LogContext.open(entries(count))) {
            if (count == 1) {
                log.warn("{}: {} failed, it is tried again: {}", repo, label(open), ErrorText.of(error));
            } else {
                log.debug(
                        "{}: {} failed {} times, it is tried again: {}", repo, label(open), count, ErrorText.of(error));
            }
        }
    }

    /** A step failed and is not tried again. */
    void givenUp(OpenStep open, Throwable error, int count, String then) {
        try (LogContext about = LogContext.open(entries(count))) {
            log.warn("{}: {} failed, {}: {}", repo, label(open), then, ErrorText.of(error));
        }
    }

    /** A step was cancelled and is tried again. */
    void cancelled(OpenStep open, Throwable error, int failures) {
        retrying(label(open), failures, error);
        try (LogContext about = LogContext.open(entries(failures + 1))) {
            log.debug("{}: {} was cancelled, it is tried again: {}", repo, label(open), ErrorText.of(error));
        }
    }

    /** The file server cannot do a step. It says the same for each repository, and one line tells of it. */
    void unavailable(OpenStep open, Throwable error, int count) {
        retrying(label(open), count, error);
        try (LogContext about = LogContext.open(entries(count))) {
            if (environment.complaints().first(ErrorText.of(error))) {
                log.warn(
                        "{}: {} waits, as may others: {}; it is tried again until the file server can",
                        repo,
                        label(open),
                        ErrorText.of(error));
            } else {
                log.debug("{}: {} waits for the file server: {}", repo, label(open), ErrorText.of(error));
            }
        }
    }

    /** The registry did not take a step's result. One line of the observer's says so for all repositories. */
    void notTaken(OpenStep open, Throwable error, int count) {
        retrying(REPORT, count, error);
        try (LogContext about = LogContext.open(entries(count))) {
            log.debug(
                    "{}: the registry did not take the result of {} {} times, it is told again: {}",
                    repo,
                    label(open),
                    count,
                    ErrorText.of(error));
        }
        environment.refusals().met(Refusals.Kind.RESULTS, error);
    }

    /** The registry took a step's result. */
    void taken() {
        environment.refusals().over(Refusals.Kind.RESULTS);
    }

    /** A step succeeded. */
    void succeeded(OpenStep open, int attempt) {
        if (attempt > 1) {
            try (LogContext about = LogContext.open(entries(attempt))) {
                log.info("{}: {} succeeded at try {}", repo, label(open), attempt);
            }
        }
    }

    private void retrying(String what, int failures, Throwable error) {
        environment.listener().retrying(repo.aggregate(), what, failures, ErrorText.of(error));
    }

    private static String label(OpenStep open) {
        return open.label();
    }
}
