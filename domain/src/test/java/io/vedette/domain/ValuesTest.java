package io.vedette.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    @Test
    void aRegistrysIdIsTheNameBasedUuidOfItsName() {
        // uuid5(uuid5(NAMESPACE_DNS, "vedette.io"), "registry:exreg").
        assertThat(RegistryId.ofName("exreg").uuid())
                .isEqualTo(UUID.fromString("5ba636d4-8c69-5f97-8862-a32d585694f6"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1-1-1-1-1",
                "r1",
                "00000000-0000-0000-0000-00000000000g",
                " 00000000-0000-0000-0000-000000000001"
            })
    void anIdIsAFullUuid(String text) {
        assertThatThrownBy(() -> RepoId.of(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WorkflowId.of(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CommandId.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void idsPrintWhatTheyRead() {
        String text = "018bcfe5-6800-7000-8000-000000000001";

        assertThat(RepoId.of(text)).hasToString(text);
        assertThat(CommandId.of(text)).hasToString(text);
        assertThat(RepoId.of(text).aggregate()).hasToString("repo " + text);
        assertThat(WorkflowId.of(text).aggregate().kind()).isEqualTo(AggregateKind.WORKFLOW);
    }

    @Test
    void ulidsOrderByTimeAlsoWhereTheSignBitIsSet() {
        EventId early = EventId.of("01HF7YAT00000000000000000A");
        EventId late = EventId.of("7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
        EventId lowerHalf = new EventId(early.msb(), -1);

        assertThat(List.of(late, lowerHalf, early).stream().sorted()).containsExactly(early, lowerHalf, late);
        assertThat(early).hasToString("01HF7YAT00000000000000000A");
        assertThat(early.millis()).isEqualTo(History.TIME);
        assertThatThrownBy(() -> EventId.of("nonsense")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRootSaysWhereARepositoryLives() {
        Root root = new Root(new RepoPath("/ex/a"), new Host("h1"), new HostPath("/data"));

        assertThat(root.hostPathOf(new RepoPath("/ex/a/b/c"))).hasToString("/data/b/c");
        assertThat(root.hostPathOf(new RepoPath("/ex/a"))).hasToString("/data");
        assertThat(new Root(new RepoPath("/"), new Host("h1"), new HostPath("/")).hostPathOf(new RepoPath("/x")))
                .hasToString("/x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "data", "/a\0", "/a\ud800"})
    void aHostPathIsAbsoluteUnicode(String path) {
        assertThatThrownBy(() -> new HostPath(path)).hasMessageStartingWith("host path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two\nlines"})
    void personsAndHostsAreOneLine(String text) {
        assertThatThrownBy(() -> new Author(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Host(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void omissionsListAHundredAndCountAll() {
        List<Omission> many = java.util.Collections.nCopies(101, new Omission("p", "socket"));

        assertThat(new Omissions(many.subList(0, 100), 5000).count()).isEqualTo(5000);
        assertThatThrownBy(() -> new Omissions(many, 101)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Omissions(many.subList(0, 3), 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRefusalKeepsItsDetails() {
        assertThat(Refusal.invalid("path", "must be absolute"))
                .isEqualTo(new Refusal(
                        Refusal.Code.INVALID_ARGUMENT,
                        "path: must be absolute",
                        Map.of("field", "path", "rule", "must be absolute")));
    }
}
