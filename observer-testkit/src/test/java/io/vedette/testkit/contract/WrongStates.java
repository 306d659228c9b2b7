package io.vedette.testkit.contract;

import io.vedette.domain.RepoId;
import io.vedette.observer.Cause;
import io.vedette.observer.RepoInfo;
import io.vedette.testkit.kill.Hook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Processors that break one rule each by what their calls leave. */
@SuppressWarnings("unused")
final class WrongStates {

    private static final String AGAIN = "aCallThatComesAgainWithTheSameCauseChangesNothing";
    private static final String KILLED = "aCallThatWasKilledBetweenAnyTwoStepsSucceedsWhenItComesAgain";

    private WrongStates() {}

    @Breaks(
            rule = AGAIN,
            said = {
                "processor.enableRepo called twice, with the same cause, left another state",
                "scratch/log: expected a file of 5 bytes",
                "is a file of 10 bytes",
                "make it idempotent"
            })
    static class Appends extends RightOnes.OpensFiles {
        @Override
        OpenFiles files(Site site) throws IOException {
            return new OpenFiles(site.scratch()) {
                @Override
                public void enableRepo(RepoInfo info, Cause cause) throws Exception {
                    Path log = site.scratch().resolve("log");
                    Files.writeString(log, "open\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                }
            };
        }
    }

    @Breaks(
            rule = "aCallThatComesAgainWithAHigherAttemptChangesNothing",
            said = {"called twice, with the same cause and attempt 2, left another state", "scratch/attempt"})
    static class KeepsTheAttempt extends Bare {
        @Override
        Mono<Void> enable(Site site, RepoInfo info, Cause cause) {
            return write(site.scratch().resolve("attempt"), "" + cause.attempt());
        }
    }

    @Breaks(
            rule = "aCallThatComesAgainAfterARestartLeavesTheSame",
            said = {"processor.enableRepo failed with", "FileAlreadyExistsException"})
    static class RemembersInMemoryAlone extends RightOnes.OpensFiles {
        @Override
        OpenFiles files(Site site) throws IOException {
            Set<RepoId> open = ConcurrentHashMap.newKeySet();
            return new OpenFiles(site.scratch()) {
                @Override
                public void enableRepo(RepoInfo info, Cause cause) throws Exception {
                    if (open.add(info.repo())) {
                        Files.createFile(file(info.repo()));
                    }
                }
            };
        }
    }

    @Breaks(
            rule = "callsForTwoRepositoriesAtOnceDoNotDisturbEachOther",
            said = {"processor.enableRepo called for two repositories at once, left another state", "share nothing"})
    static class SharesAField extends Bare {
        private volatile String current = "";

        @Override
        Mono<Void> enable(Site site, RepoInfo info, Cause cause) {
            current = info.repo().toString();
            return Mono.delay(Duration.ofMillis(50))
                    .then(Mono.defer(() -> write(site.scratch().resolve(current), "open")));
        }
    }

    @Breaks(
            rule = "aCallThatWasCancelledUnderWaySucceedsWhenItComesAgain",
            said = {"called again after it was cancelled at", "left another state", "scratch/half"})
    static class LeavesHalfWhenCancelled extends Bare {
        @Override
        Mono<Void> enable(Site site, RepoInfo info, Cause cause) {
            Path half = site.scratch().resolve("half-" + System.nanoTime());
            return write(half, "half")
                    .then(Mono.delay(Duration.ofMillis(100)))
                    .then(Mono.<Void>fromCallable(() -> {
                                Files.delete(half);
                                return null;
                            })
                            .subscribeOn(Schedulers.boundedElastic()));
        }
    }

    @Breaks(
            rule = "aCancelledEnablingDoesNotOutliveTheDisablingThatFollows",
            said = {
                "processor.disableRepo called after processor.enableRepo was cancelled",
                "left another state",
                "scratch/open: expected nothing"
            })
    static class GoesOnThoughCancelled extends Bare {
        @Override
        Mono<Void> enable(Site site, RepoInfo info, Cause cause) {
            return Mono.defer(() -> {
                Mono<Void> work = Mono.delay(Duration.ofMillis(30))
                        .then(write(site.scratch().resolve("open"), "open"))
                        .cache();
                work.subscribe();
                return work;
            });
        }

        @Override
        Mono<Void> disable(Site site, RepoId repo, Cause cause) {
            return Mono.<Void>fromCallable(() -> {
                        Files.deleteIfExists(site.scratch().resolve("open"));
                        return null;
                    })
                    .subscribeOn(Schedulers.boundedElastic());
        }
    }

    @Breaks(
            rule = "disablingWhatWasNeverEnabledSucceeds",
            said = {"processor.disableRepo called for a repository that was never enabled, failed", "NoSuchFile"})
    static class MustBeEnabledFirst extends RightOnes.OpensFiles {
        @Override
        OpenFiles files(Site site) throws IOException {
            return new OpenFiles(site.scratch()) {
                @Override
                public void disableRepo(RepoId repo, Cause cause) throws Exception {
                    Files.delete(file(repo));
                }
            };
        }
    }

    @Breaks(
            rule = "enablingUnderAnotherPathLeavesWhatThatPathAloneLeaves",
            said = {"called for an open repository that has another path now, left another state"})
    static class KeepsTheFirstPath extends RightOnes.OpensFiles {
        @Override
        OpenFiles files(Site site) throws IOException {
            return new OpenFiles(site.scratch()) {
                @Override
                public void enableRepo(RepoInfo info, Cause cause) throws Exception {
                    if (Files.notExists(file(info.repo()))) {
                        super.enableRepo(info, cause);
                    }
                }
            };
        }
    }

    @Breaks(
            rule = "enablingAfterDisablingLeavesWhatEnablingLeaves",
            said = {"processor.enableRepo called after the repository was disabled, left another state"})
    static class NeverOpensAgain extends RightOnes.OpensFiles {
        @Override
        OpenFiles files(Site site) throws IOException {
            Set<RepoId> seen = ConcurrentHashMap.newKeySet();
            return new OpenFiles(site.scratch()) {
                @Override
                public void enableRepo(RepoInfo info, Cause cause) throws Exception {
                    if (seen.add(info.repo())) {
                        super.enableRepo(info, cause);
                    }
                }
            };
        }
    }

    @Breaks(
            rule = "anUndisturbedCallAlwaysGivesAndLeavesTheSame",
            said = {"called once on an empty site, and then on another one, left another state", "a fixed clock"})
    static class KeepsTheTime extends Bare {
        @Override
        Mono<Void> enable(Site site, RepoInfo info, Cause cause) {
            return write(site.scratch().resolve("time"), "" + System.nanoTime());
        }
    }

    @Breaks(
            rule = KILLED,
            said = {
                "processor.enableRepo called again after it was killed before FileChannelImpl.write of scratch/",
                "left another state",
                "by an atomic move"
            })
    static class TakesHalfForWhole extends RightOnes.OpensFiles {
        @Override
        OpenFiles files(Site site) throws IOException {
            return new OpenFiles(site.scratch()) {
                @Override
                public void enableRepo(RepoInfo info, Cause cause) throws Exception {
                    if (Files.notExists(file(info.repo()))) {
                        Files.writeString(file(info.repo()), info.path() + "\n");
                    }
                }
            };
        }

        @Override
        protected List<Hook> hooks() {
            return List.of();
        }
    }

    @Breaks(
            rule = KILLED,
            said = {"called again after it was killed before FileOutputStream.open", "did not succeed", "locked"})
    static class LeavesALockWhenKilled extends RightOnes.OpensFiles {
        @Override
        OpenFiles files(Site site) throws IOException {
            return new OpenFiles(site.scratch()) {
                @Override
                public void enableRepo(RepoInfo info, Cause cause) throws Exception {
                    if (!folder.resolve("lock").toFile().createNewFile()) {
                        throw new IOException("locked");
                    }
                    try (var file =
                            new java.io.FileOutputStream(file(info.repo()).toFile())) {
                        file.write(1);
                    }
                    Files.delete(folder.resolve("lock"));
                }
            };
        }

        @Override
        protected List<Hook> hooks() {
            return List.of();
        }
    }

    @Breaks(
            rule = KILLED,
            said = {"found no step between which it could kill", "override hooks()"})
    static class DoesNothing extends Bare {
        @Override
        Mono<Void> enable(Site site, RepoInfo info, Cause cause) {
            return Mono.empty();
        }
    }

    @Breaks(
            rule = KILLED,
            said = {"hooks() names places that no call passed: before", "WrongStates$NamesAVainHook.send"})
    static class NamesAVainHook extends DoesNothing {
        @Override
        protected List<Hook> hooks() {
            return List.of(Hook.before(NamesAVainHook.class, "send"), Hook.after(NamesAVainHook.class, "enable"));
        }

        @Override
        Mono<Void> enable(Site site, RepoInfo info, Cause cause) {
            return super.enable(site, info, cause);
        }
    }

    @Breaks(
            rule = KILLED,
            said = {"cannot be made in a process of its own", "with a constructor without parameters"})
    static class SaysMore extends DoesNothing {
        private final Map<String, String> more = new TreeMap<>();

        SaysMore(org.junit.jupiter.api.TestInfo test) {
            more.put("test", test.getDisplayName());
        }
    }
}
