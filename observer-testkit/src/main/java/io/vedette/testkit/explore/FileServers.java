package io.vedette.testkit.explore;

import io.vedette.domain.Event;
import io.vedette.domain.HostPath;
import io.vedette.domain.Location;
import io.vedette.domain.Relocation;
import io.vedette.domain.RepoView;
import io.vedette.domain.StorageTier;
import io.vedette.workflows.Call;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * File servers whose moves copy, so that the old place stays whole until the new owner opens the new one. Files and shadow
 * count as one copy.
 */
final class FileServers implements Site {

    private static final HostPath MOVED = new HostPath("/shadow/moved");

    @Override
    public Facts first(@Nullable RepoView repo) {
        Location here = repo == null ? null : repo.location();
        return new Facts(
                here == null ? Set.of() : Set.of(copy(here.hostPath(), here.shadow())),
                Set.of(),
                repo != null && repo.tier() == StorageTier.FROZEN,
                false);
    }

    private static String copy(HostPath files, @Nullable HostPath shadow) {
        return files + " with shadow " + shadow;
    }

    @Override
    public Done perform(Call call, Facts before, boolean served) {
        Map<String, String> given = call.arguments();
        return switch (call.name()) {
            case "initializer.moveRepo" -> new Done(bring(given, before, served), Map.of("shadowPath", MOVED.value()));
            case "initializer.discardMove" -> new Done(before.without(target(given)), Map.of());
            case "processor.freezeRepo" -> new Done(before.readOnly(true), Map.of());
            case "processor.unfreezeRepo" -> new Done(before.readOnly(false), Map.of());
            default -> new Done(before, Map.of());
        };
    }

    private static String target(Map<String, String> given) {
        return copy(new HostPath(given.getOrDefault("newHostPath", "/")), MOVED);
    }

    /** What is there already is found again. */
    private static Facts bring(Map<String, String> given, Facts before, boolean served) {
        String target = target(given);
        if (before.copies().contains(target) || before.stale().contains(target)) {
            return before;
        }
        String source = copy(
                new HostPath(given.getOrDefault("oldHostPath", "/")),
                new HostPath(given.getOrDefault("oldShadowPath", "/")));
        if (!before.copies().contains(source)) {
            throw new IllegalStateException("files are to be moved from " + source + ", but are " + before.copies());
        }
        return before.with(target, !served);
    }

    @Override
    public Facts open(RepoView seen, Facts before) {
        Location here = seen.location();
        if (here == null || before.byHand()) {
            return before;
        }
        String place = copy(here.hostPath(), here.shadow());
        if (!before.copies().contains(place)) {
            throw new IllegalStateException("the repository is opened with files that are out of date or not there, "
                    + place + "; they are " + before.copies());
        }
        return MOVED.equals(here.shadow()) ? before.only(place) : before.changedAt(place);
    }

    @Override
    public @Nullable Facts byHand(Event.OfWorkflow event, @Nullable RepoView repo, Facts before) {
        if (event.name().equals("MOVE_REPO_DISCARDED")) {
            return null;
        }
        Location here = repo == null ? null : repo.location();
        return repo != null && here != null && repo.relocation() instanceof Relocation.ShadowMove move
                ? before.only(copy(here.hostPath(), move.shadow())).byHand(true)
                : before;
    }

    @Override
    public Facts takeBack(@Nullable RepoView repo, Facts before) {
        Location here = repo == null ? null : repo.location();
        return here == null
                ? before
                : before.only(copy(here.hostPath(), here.shadow())).byHand(false);
    }

    @Override
    public @Nullable String wrongAtEnd(RepoView repo, Facts facts) {
        Location here = repo.location();
        if (here != null
                && !(facts.copies().equals(Set.of(copy(here.hostPath(), here.shadow())))
                        && facts.stale().isEmpty())) {
            return "the files are " + facts.copies() + " and, out of date, " + facts.stale() + ", but the history says "
                    + copy(here.hostPath(), here.shadow());
        }
        boolean settled = repo.tier() == StorageTier.ONLINE || repo.tier() == StorageTier.FROZEN;
        return settled && facts.readOnly() != (repo.tier() == StorageTier.FROZEN)
                ? "the files are " + (facts.readOnly() ? "read-only" : "writable") + ", but the tier is " + repo.tier()
                : null;
    }
}
