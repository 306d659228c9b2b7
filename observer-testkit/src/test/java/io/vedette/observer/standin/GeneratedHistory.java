package io.vedette.observer.standin;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Event;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.Relocation;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoView;
import io.vedette.domain.StorageTier;
import io.vedette.domain.TierChangeCode;
import io.vedette.testkit.standin.StandInRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A history as registries make them, drawn from a seed: one registry and one repository that is initialised, fails, is
 * cleared, moves in and out of {@code /ex/a}, changes tiers and gets a remote copy, with events between that nobody
 * knows. The registry lags behind the repository by some events.
 */
public final class GeneratedHistory {

    /** One event of one history. */
    public record Line(AggregateId aggregate, Event event) {}

    private static final String[] PLACES = {"/ex/a/r1", "/ex/a/deep/r1", "/ex/b/r1", "/ex/ab/r1"};

    private final RandomGenerator random;
    private final RepoId repo;
    private final List<Line> lines = new ArrayList<>();
    private final List<Line> lagging = new ArrayList<>();
    private final StandInRegistry scratch;
    private int workflows;

    private GeneratedHistory(RandomGenerator random, RepoId repo, StandInRegistry scratch) {
        this.random = random;
        this.repo = repo;
        this.scratch = scratch;
        this.workflows = (int) repo.uuid().getLeastSignificantBits() * 1_000;
    }

    /** A history of this repository with about so many events. */
    public static List<Line> of(RandomGenerator random, RepoId repo, int events) {
        World scratch = new World();
        return new GeneratedHistory(random, repo, scratch.registry).tell(events);
    }

    private List<Line> tell(int events) {
        registry(Tale.registryAdded());
        registry(Tale.rootAdded("/ex"));
        boolean begun = random.nextInt(20) > 0;
        String path = begun ? PLACES[random.nextInt(PLACES.length)] : PLACES[0];
        registry(Tale.repoAccepted(repo, path));
        if (begun) {
            repo(Tale.initStarted(path));
        }
        registry(Tale.repoAdded(repo, path));
        for (int i = 0; i < events && scratch.view(repo).location() != null; i++) {
            Event next = next(scratch.view(repo));
            if (next instanceof RepoEvent.RepoMoveStarted move) {
                // The registry decides that a move may begin, which it does when the one before has ended.
                catchUp();
                registry(new RegistryEvent.RepoMoveAccepted(repo, move.workflow(), move.path()));
            }
            repo(next);
            if (random.nextInt(3) == 0) {
                catchUp();
            }
        }
        catchUp();
        return lines;
    }

    private void catchUp() {
        lines.addAll(lagging);
        lagging.clear();
    }

    private void registry(Event event) {
        lines.add(new Line(Tale.REGISTRY_ID.aggregate(), event));
    }

    private void repo(Event event) {
        lines.add(new Line(repo.aggregate(), event));
        scratch.append(repo.aggregate(), event);
    }

    private Event next(RepoView view) {
        List<Event> choices = new ArrayList<>();
        choices.add(Tale.unknown());
        choices.add(view.error() == null ? Tale.errorSet("bad") : Tale.errorCleared("bad"));
        if (view.remote() == null) {
            choices.add(Tale.remoteAccepted());
        } else if (!view.remoteCreated() && view.shadow() != null) {
            choices.add(Tale.remoteCreated());
        }
        if (view.shadow() == null) {
            choices.add(Tale.shadow(repo));
            choices.add(Tale.shadow(repo));
        } else if (view.relocation() == null) {
            relocate(view, choices);
        } else {
            choices.clear();
            choices.add(random.nextInt(6) == 0 ? Tale.errorSet("bad") : finish(view.relocation()));
        }
        return choices.get(random.nextInt(choices.size()));
    }

    private void relocate(RepoView view, List<Event> choices) {
        workflows++;
        String from =
                String.valueOf(view.location() == null ? null : view.location().path());
        String to = PLACES[random.nextInt(PLACES.length)];
        choices.add(Tale.moveStarted(repo, workflows, from, to));
        choices.add(Tale.moveStarted(repo, workflows, from, to));
        choices.add(Tale.shadowMoveStarted(workflows, "/shadow/other" + workflows));
        StorageTier target = switch (view.tier()) {
            case ONLINE, FREEZE_FAILED, UNARCHIVE_FAILED -> StorageTier.FROZEN;
            case FROZEN -> random.nextBoolean() ? StorageTier.ARCHIVED : StorageTier.ONLINE;
            case ARCHIVED -> StorageTier.FROZEN;
            case ARCHIVE_FAILED -> StorageTier.ARCHIVED;
            default -> StorageTier.ONLINE;
        };
        choices.add(Tale.tierStarted(workflows, target));
    }

    private Event finish(Relocation open) {
        int workflow = (int) open.workflow().uuid().getLeastSignificantBits();
        if (open instanceof Relocation.Move move) {
            if (random.nextInt(4) == 0) {
                lagging.add(new Line(
                        Tale.REGISTRY_ID.aggregate(),
                        new RegistryEvent.RepoMoveAborted(repo, open.workflow(), "given up")));
                return Tale.moveAborted(workflow);
            }
            String to = move.path().value();
            lagging.add(new Line(Tale.REGISTRY_ID.aggregate(), Tale.registryMoved(repo, workflow, to)));
            return Tale.moved(repo, workflow, to);
        }
        if (open instanceof Relocation.ShadowMove move) {
            return Tale.shadowMoved(workflow, move.shadow().value());
        }
        StorageTier target = ((Relocation.TierChange) open).target();
        TierChangeCode code = random.nextInt(4) == 0 ? TierChangeCode.FAILED : TierChangeCode.OK;
        return Tale.tierCompleted(workflow, target, code);
    }
}
