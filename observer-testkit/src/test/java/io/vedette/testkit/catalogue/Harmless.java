package io.vedette.testkit.catalogue;

import io.vedette.testkit.catalogue.Catalogue.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines whose point is that they change nothing, so that a file holds without any one of them.
 *
 * @param file in which file; null for all
 * @param lines how many
 * @param begins how they begin
 * @param reason why they change nothing
 */
record Harmless(@Nullable String file, int lines, String begins, String reason) {

    private static final String ARCHIVED = "archived-is-closed-until-it-is-back";
    private static final String AT_START = "moves-at-the-start-begin-with-closing";
    private static final String AHEAD = "repository-ahead-of-its-registry-is-owned";
    private static final String NEW_SHADOW = "after-a-move-the-new-shadow-counts";
    private static final String TOLD = "the move says that it is there";
    private static final String ITSELF = "its own history says so";
    private static final String IN_TURN = "shadow-move-and-move-follow-each-other";
    private static final String MOVE_SHADOW = "{\"workflow\":\"w1\",\"kind\":\"MOVE_SHADOW\",\"event\":\"MOVE_SHADOW_";
    private static final String MOVED_AWAY = "moved-away-is-closed";

    static final List<Harmless> LINES = List.of(
            new Harmless(
                    null,
                    1,
                    event("registry", "exreg", "REGISTRY_ADDED"),
                    "its first event says that a registry exists"),
            new Harmless(
                    null,
                    1,
                    event("registry", "exreg", "ROOT_ADDED"),
                    "a repository's own history says where it lives"),
            new Harmless("scenario-1", 2, event("registry", "exreg", "REPO_ACCEPTED"), "it has no history yet"),
            new Harmless("scenario-1", 1, listed("REPO_ADDED", "r2"), "r2 is nobody's"),
            new Harmless("scenario-1", 2, "{\"repo\":\"r2\"", "r2 is nobody's"),
            new Harmless("scenario-2", 1, listed("REPO_ADDED", "r2"), "nothing is done for r2"),
            new Harmless("scenario-2", 1, event("repo", "r2", "REPO_INIT_STARTED"), "nothing is done for r2"),
            new Harmless(
                    "scenario-2",
                    1,
                    event("repo", "r3", "REPO_ERROR_SET"),
                    "one with a shadow is opened with an error, too"),
            new Harmless(
                    "scenario-2",
                    2,
                    event("repo", "r4", "REPO_ERROR_"),
                    "one with a shadow is opened with an error, too"),
            new Harmless("scenario-2", 1, listed("REPO_ADDED", "r5"), "REPO_MOVED says that it is there"),
            new Harmless(
                    "scenario-2", 1, event("repo", "r5", "SHADOW_REPO_CREATED"), "the move says where its shadow is"),
            new Harmless("scenario-2", 1, event("repo", "r5", "REPO_MOVE_STARTED"), "the move is over"),
            new Harmless(
                    "scenario-2",
                    1,
                    "{\"registry\":\"exreg\",\"event\":\"REPO_MOVED\"",
                    "REPO_ADDED says that it is there"),
            new Harmless("scenario-3-strong", 2, event("repo", "r1", "REPO_ERROR_SET"), "who stores an error knows it"),
            new Harmless(
                    "cleared-error-enables-again",
                    1,
                    event("repo", "r1", "REPO_ERROR_SET"),
                    "who stores an error knows it"),
            new Harmless(
                    "failing-remote-keeps-nobody-out",
                    1,
                    event("repo", "r1", "REPO_ERROR_SET"),
                    "who stores an error knows it"),
            new Harmless(
                    "error-beside-an-error-is-settled",
                    1,
                    event("repo", "r1", "REPO_ERROR_SET"),
                    "one with a shadow is opened with an error, too"),
            new Harmless(
                    "news-ends-a-pause", 1, event("repo", "r1", "REPO_ERROR_SET"), "the news is that it is cleared"),
            new Harmless(
                    "broken-event-stops-one-repository",
                    1,
                    event("repo", "r1", "SHADOW_REPO_CREATED"),
                    "nothing more is done for r1"),
            new Harmless(
                    "broken-event-stops-one-repository",
                    1,
                    event("repo", "r1", "REPO_MOVED"),
                    "nothing more is done for r1"),
            new Harmless("unknown-events-are-skipped", 4, "{\"aggregate\":", "it is unknown"),
            new Harmless("started-twice-runs-once", 4, listed("REPO_ADDED", "r1"), "it says so again"),
            new Harmless(
                    "reconnect-wakes-only-what-changed",
                    1,
                    "{\"connection\":\"restore\"}",
                    "nothing happened meanwhile"),
            new Harmless(
                    "reconnect-wakes-only-what-changed",
                    1,
                    "{\"registry\":\"exreg\",\"event\":\"REPO_MOVED\"",
                    "it is ours before and after"),
            new Harmless("scenario-4", 1, listed("REPO_MOVE_ACCEPTED", "r1"), ITSELF),
            new Harmless("scenario-4", 1, listed("REPO_MOVED", "r1"), ITSELF),
            new Harmless(
                    "scenario-4", 1, "{\"workflow\":\"w1\",\"kind\":\"MOVE_REPO\",\"event\":\"MOVE_REPO_MOVED", ITSELF),
            new Harmless(
                    "scenario-4",
                    1,
                    "{\"workflow\":\"w1\",\"kind\":\"MOVE_REPO\",\"event\":\"MOVE_REPO_COMMITTED",
                    ITSELF),
            new Harmless("move-to-here-at-the-start-is-taken", 1, listed("REPO_ADDED", "r1"), TOLD),
            new Harmless("move-to-here-at-the-start-is-taken", 1, listed("REPO_MOVE_ACCEPTED", "r1"), ITSELF),
            new Harmless(
                    "move-to-here-at-the-start-is-taken",
                    1,
                    "{\"workflow\":\"w1\",\"kind\":\"MOVE_REPO\",\"event\":\"MOVE_REPO_MOVED",
                    ITSELF),
            new Harmless(AT_START, 1, listed("REPO_ADDED", "r1"), TOLD),
            new Harmless(AT_START, 1, listed("REPO_ADDED", "r2"), TOLD),
            new Harmless(AT_START, 2, event("registry", "exreg", "REPO_MOVE_ACCEPTED"), ITSELF),
            new Harmless(
                    AT_START,
                    1,
                    "{\"workflow\":\"w1\",\"kind\":\"MOVE_REPO\",\"event\":\"MOVE_REPO_RELEASED",
                    "r1 is left"),
            new Harmless(AT_START, 1, event("repo", "r1", "REPO_MOVED"), "r1 is left"),
            new Harmless("registry-ahead-of-its-repository-waits", 1, listed("REPO_ADDED", "r1"), TOLD),
            new Harmless("registry-ahead-of-its-repository-waits", 1, listed("REPO_MOVE_ACCEPTED", "r1"), ITSELF),
            new Harmless(AHEAD, 1, listed("REPO_ADDED", "r1"), TOLD),
            new Harmless(AHEAD, 1, listed("REPO_MOVE_ACCEPTED", "r1"), ITSELF),
            new Harmless(AHEAD, 1, event("repo", "r1", "SHADOW_REPO_CREATED"), "the move says where its shadow is"),
            new Harmless(AHEAD, 1, event("repo", "r1", "REPO_MOVE_STARTED"), "the move is over"),
            new Harmless(AHEAD, 5, "{\"workflow\":\"w1\"", "the move is over"),
            new Harmless(AHEAD, 1, listed("REPO_MOVED", "r1"), "its own history says so"),
            new Harmless("failed-move-can-be-aborted", 1, listed("REPO_ADDED", "r1"), TOLD),
            new Harmless("failed-move-can-be-aborted", 1, listed("REPO_MOVE_ACCEPTED", "r1"), ITSELF),
            new Harmless(
                    "failed-move-can-be-aborted",
                    1,
                    event("repo", "r1", "REPO_MOVE_ABORTED"),
                    "the workflow says so, too"),
            new Harmless(
                    "failed-move-can-be-aborted", 2, event("repo", "r1", "REPO_ERROR_"), "an abort asks for no error"),
            new Harmless(NEW_SHADOW, 1, listed("REPO_ADDED", "r1"), "REPO_MOVED says that it is there"),
            new Harmless(NEW_SHADOW, 1, listed("REPO_MOVED", "r1"), "REPO_ADDED says that it is there"),
            new Harmless(
                    NEW_SHADOW, 1, event("repo", "r1", "SHADOW_REPO_CREATED"), "the move says where its shadow is"),
            new Harmless(NEW_SHADOW, 1, event("repo", "r1", "REPO_MOVE_STARTED"), "the move is over"),
            new Harmless(IN_TURN, 1, listed("REPO_ADDED", "r1"), TOLD),
            new Harmless(IN_TURN, 1, listed("REPO_MOVE_ACCEPTED", "r1"), ITSELF),
            new Harmless(IN_TURN, 1, MOVE_SHADOW + "DISABLED", "who reported it knows it"),
            new Harmless(IN_TURN, 1, MOVE_SHADOW + "MOVED", ITSELF),
            new Harmless("step-of-a-workflow-is-done-once", 3, event("repo", "r1", "REPO_ERROR_"), "it is closed"),
            new Harmless("step-of-a-workflow-is-done-once", 1, MOVE_SHADOW + "DISABLED", "who reported it knows it"),
            new Harmless(MOVED_AWAY, 1, listed("REPO_ADDED", "r2"), "r2 is somebody else's then"),
            new Harmless(
                    MOVED_AWAY, 1, event("repo", "r2", "SHADOW_REPO_CREATED"), "the move says where its shadow is"),
            new Harmless(MOVED_AWAY, 1, event("repo", "r1", "REPO_MOVED"), "it is closed since the move began"),
            new Harmless(MOVED_AWAY, 1, listed("REPO_MOVED", "r1"), "its own history says so"),
            new Harmless(MOVED_AWAY, 1, event("repo", "r1", "SHADOW_REPO_CREATED"), "r1 is somebody else's now"),
            new Harmless(MOVED_AWAY, 2, event("repo", "r1", "REPO_ERROR_"), "r1 is somebody else's now"),
            new Harmless(ARCHIVED, 4, event("repo", "r2", "TIER_CHANGE_"), "what follows undoes it"),
            new Harmless(ARCHIVED, 3, event("repo", "r1", "TIER_CHANGE_"), "it is as open, or as closed, as before"));

    private static String event(String kind, String name, String event) {
        return "{\"%s\":\"%s\",\"event\":\"%s".formatted(kind, name, event);
    }

    private static String listed(String event, String repo) {
        return event("registry", "exreg", event) + "\",\"repo\":\"" + repo;
    }

    /** Those of a file. */
    static List<Harmless> of(Entry entry) {
        return LINES.stream()
                .filter(each -> each.file == null || each.file.equals(entry.name()))
                .toList();
    }

    boolean covers(String line) {
        return line.startsWith(begins);
    }
}
