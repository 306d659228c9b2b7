package io.vedette.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.domain.Author;
import io.vedette.domain.Event;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.workflows.WorkflowKinds;
import io.vedette.workflows.WorkflowView;
import io.vedette.workflows.kind.FreezeRepo;
import io.vedette.workflows.kind.MoveRepo;
import io.vedette.workflows.kind.MoveRepoEvent;
import io.vedette.workflows.kind.TierChangeEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Lines of workflows say what happened in the words of their kind's definition. */
class WorkflowLinesTest {

    private static final String BEGUN = """
            {"registry":"exreg","event":"REGISTRY_ADDED","name":"exreg"}
            {"repo":"r1","event":"REPO_INIT_STARTED","registry":"exreg","path":"/ex/a","creator":"Ada <ada@example.com>","host":"h1","hostPath":"/data/a"}
            {"repo":"r1","event":"SHADOW_REPO_CREATED","shadowPath":"/shadow/a"}
            """;
    private static final String MOVING = """
            {"repo":"r1","event":"REPO_MOVE_STARTED","workflow":"w1","oldPath":"/ex/a","oldHost":"h1","oldHostPath":"/data/a","oldShadowPath":"/shadow/a","newPath":"/ex/b","newHost":"h2","newHostPath":"/data/b"}
            """;
    private static final String STARTED = """
            {"workflow":"w1","kind":"MOVE_REPO","event":"MOVE_REPO_STARTED","repo":"r1"}
            """;
    private static final RepoId REPO = new RepoId(new Names().id("r1"));

    @Test
    void whatALineLeavesOutIsWhatTheRepositorysHistorySays() {
        MoveRepoEvent event = move(last(BEGUN + MOVING + STARTED));

        assertThat(event)
                .isEqualTo(new MoveRepoEvent.Started(
                        RegistryId.ofName("exreg"),
                        REPO,
                        3,
                        new RepoPath("/ex/a"),
                        new Host("h1"),
                        new HostPath("/data/a"),
                        new HostPath("/shadow/a"),
                        new RepoPath("/ex/b"),
                        new Host("h2"),
                        new HostPath("/data/b")));
    }

    @Test
    void whatALineSaysIsNotTakenFromTheHistory() {
        String started = STARTED.replace("\"repo\"", "\"newPath\":\"/ex/c\",\"fence\":9,\"repo\"");

        MoveRepoEvent event = move(last(BEGUN + MOVING + started));

        assertThat(event).isInstanceOfSatisfying(MoveRepoEvent.Started.class, move -> {
            assertThat(move.newPath()).isEqualTo(new RepoPath("/ex/c"));
            assertThat(move.fence()).isEqualTo(9);
            assertThat(move.newHost()).isEqualTo(new Host("h2"));
        });
    }

    @Test
    void aLaterLineOfTheWorkflowFindsTheFenceOfItsRepository() {
        String released = "{\"workflow\":\"w1\",\"kind\":\"MOVE_REPO\",\"event\":\"MOVE_REPO_RELEASED\"}\n";

        assertThat(move(last(BEGUN + MOVING + STARTED + released))).isEqualTo(new MoveRepoEvent.Released(3));
    }

    @Test
    void theAuthorOfAChangeOfTierIsWhoAskedForIt() {
        String freezing = """
                {"repo":"r1","event":"TIER_CHANGE_STARTED","workflow":"w1","tier":"FROZEN","author":"Bob"}
                {"workflow":"w1","kind":"FREEZE_REPO","event":"FREEZE_REPO_STARTED","repo":"r1"}
                """;

        assertThat(new FreezeRepo().events().read(last(BEGUN + freezing)))
                .isEqualTo(new TierChangeEvent.Started(
                        RegistryId.ofName("exreg"), REPO, 3, new RepoPath("/ex/a"), new Host("h1"), new Author("Bob")));
    }

    @Test
    void aWorkflowOfARepositoryWithoutAHistoryLeadsNowhere() {
        assertThat(move(last(STARTED)))
                .isInstanceOfSatisfying(
                        MoveRepoEvent.Started.class,
                        move -> assertThat(move.newPath()).isEqualTo(new RepoPath("/")));
    }

    @Test
    void aFieldThatTheTypeDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> last(STARTED.replace("\"repo\"", "\"colour\":\"red\",\"repo\"")))
                .isInstanceOf(HistoryFormatException.class)
                .hasMessageContaining("MOVE_REPO_STARTED has no \"colour\"; it has");
        assertThatThrownBy(() -> last(STARTED.replace("\"repo\"", "\"newPath\":\"b\",\"repo\"")))
                .isInstanceOf(HistoryFormatException.class)
                .hasMessageContaining("newPath");
        assertThatThrownBy(() -> last(STARTED.replace("\"repo\":\"r1\"", "\"fence\":3")))
                .isInstanceOf(HistoryFormatException.class)
                .hasMessageContaining("\"repo\" is missing");
    }

    @Test
    void aPayloadIsKeptAsItIs() {
        String started = STARTED.replace("\"repo\"", "\"payload\":\"AQI=\",\"repo\"");

        assertThat(last(started).payload().toArray()).containsExactly(1, 2);
    }

    @Test
    void theFieldsOfAKindThatIsNotKnownAreSkipped() {
        String line = STARTED.replace("MOVE_REPO", "CARRY_REPO");

        assertThat(last(line)).isEqualTo(new Event.OfWorkflow("CARRY_REPO", "STARTED", Event.Bytes.EMPTY));
    }

    @Test
    void whatIsWrittenOfAWorkflowIsReadAgain() {
        List<HistoryLine> lines = lines(BEGUN + MOVING + STARTED);
        String text = new HistoryWriter().text(lines);

        assertThat(text).contains("\"newHostPath\":\"/data/b\"").doesNotContain("payload");
        assertThat(lines(text)).isEqualTo(lines);
    }

    private static MoveRepoEvent move(Event.OfWorkflow event) {
        assertThat(WorkflowView.fields(WorkflowKinds.builtIn(), event)).isNotEmpty();
        return Objects.requireNonNull(new MoveRepo().events().read(event));
    }

    private static Event.OfWorkflow last(String text) {
        List<HistoryLine> lines = lines(text);
        return (Event.OfWorkflow) ((HistoryLine.Occurred) lines.get(lines.size() - 1)).event();
    }

    private static List<HistoryLine> lines(String text) {
        List<HistoryLine> lines = new ArrayList<>();
        try (HistoryReader reader = HistoryFile.ofText("text", text).read()) {
            for (HistoryLine line = reader.next(); line != null; line = reader.next()) {
                lines.add(line);
            }
        }
        return lines;
    }
}
