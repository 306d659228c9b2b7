package io.vedette.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.vedette.domain.Event;
import io.vedette.domain.TierChangeCode;
import io.vedette.proto.v1.MoveRepoEvents;
import io.vedette.proto.v1.TierChangeEvents;
import io.vedette.workflows.kind.MoveRepoEvent;
import io.vedette.workflows.kind.TierChangeEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How events are read where they are incomplete, broken or from a later version, and how they are written for people. */
class EventTypesTest {

    private static final EventTypes<MoveRepoEvent> MOVE = EventTypes.of(MoveRepoEvent.class);
    private static final EventTypes<TierChangeEvent> TIER = EventTypes.of(TierChangeEvent.class);

    private static Event.OfWorkflow stored(String type, byte[] payload) {
        return new Event.OfWorkflow("MOVE_REPO", type, Event.Bytes.copyOf(payload));
    }

    private interface Writing {
        void to(CodedOutputStream out) throws IOException;
    }

    private static byte[] bytes(Writing writing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        writing.to(out);
        out.flush();
        return bytes.toByteArray();
    }

    @Test
    void namesAreThoseOfTheRecordsInCapitals() {
        assertThat(MOVE.names())
                .containsExactly(
                        "STARTED",
                        "APP_ACCEPTED",
                        "RELEASED",
                        "MOVED",
                        "ABORT_ACCEPTED",
                        "DISCARDED",
                        "COMMITTED",
                        "ABORTED");
        assertThat(MOVE.named("RELEASED")).isEqualTo(MoveRepoEvent.Released.class);
        assertThat(MOVE.named("NONSENSE")).isNull();
    }

    @Test
    void fieldsOfALaterVersionAreSkipped() throws IOException {
        byte[] payload = bytes(out -> {
            out.writeUInt64(1, 9);
            out.writeString(2, "news");
            out.writeFixed32(15, 1);
            out.writeUInt64(1000, 1);
        });

        assertThat(MOVE.read(stored("RELEASED", payload))).isEqualTo(new MoveRepoEvent.Released(9));
        assertThat(MOVE.read(stored("COMMITTED", payload))).isEqualTo(new MoveRepoEvent.Committed());
        assertThat(MOVE.read(stored("NEWS", payload))).isNull();
    }

    @Test
    void whatIsMissingInAnEarlierVersionIsEmpty() {
        assertThat(MOVE.read(stored("RELEASED", new byte[0]))).isEqualTo(new MoveRepoEvent.Released(0));
        assertThat(MOVE.read(stored("ABORTED", new byte[0]))).isEqualTo(new MoveRepoEvent.Aborted(""));
        assertThat(TIER.read(stored("FILES_COMPLETED", new byte[0])))
                .isEqualTo(new TierChangeEvent.FilesCompleted(TierChangeCode.OK, "", 0));
    }

    @Test
    void theLastOfAFieldThatComesTwiceHolds() throws IOException {
        byte[] payload = bytes(out -> {
            out.writeUInt64(1, 3);
            out.writeUInt64(1, 4);
        });

        assertThat(MOVE.read(stored("RELEASED", payload))).isEqualTo(new MoveRepoEvent.Released(4));
    }

    @Test
    void aBrokenPayloadIsRefusedNamingTheField() throws IOException {
        Map<byte[], String> broken = new LinkedHashMap<>();
        broken.put(new byte[0], "field registry is missing");
        broken.put(bytes(out -> out.writeUInt64(1, 5)), "field registry has another form");
        broken.put(bytes(out -> out.writeBytes(1, ByteString.copyFrom(new byte[3]))), "field registry: an id has 16");
        broken.put(bytes(out -> out.writeString(4, "ex/a")), "field oldPath: path \"ex/a\" must be absolute");
        broken.put(bytes(out -> out.writeString(5, " ")), "field oldHost: host must be");
        broken.put(bytes(out -> out.writeBytes(4, ByteString.copyFrom(new byte[] {'/', -1}))), "broken payload");
        broken.put(new byte[] {10, 16, 0}, "broken payload");
        broken.put(new byte[] {7}, "broken payload");

        broken.forEach((payload, message) -> assertThatThrownBy(() -> MOVE.read(stored("STARTED", payload)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message));
        byte[] code = bytes(out -> out.writeUInt64(1, 17));
        assertThatThrownBy(() -> TIER.read(stored("FILES_COMPLETED", code)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("field code: there is no TierChangeCode 17");
    }

    @Test
    void whateverBytesComeTheyAreReadOrRefused() {
        byte[] whole = MoveRepoEvents.Started.newBuilder()
                .setRegistry(ByteString.copyFrom(new byte[16]))
                .setRepo(ByteString.copyFrom(new byte[16]))
                .setFence(300)
                .setOldPath("/ex/a")
                .build()
                .toByteArray();
        Seeds.check(2000, random -> {
            byte[] bytes = whole.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            for (String type : MOVE.names()) {
                try {
                    assertThat(MOVE.read(stored(type, bytes))).isNotNull();
                } catch (IllegalArgumentException refused) {
                    assertThat(refused).hasMessageMatching("(?s)(field |broken payload).*");
                }
            }
        });
    }

    @Test
    void fieldsAreTextsByNameInTheirOrder() {
        Map<String, String> fields = TIER.fields(new TierChangeEvent.FilesCompleted(TierChangeCode.FAILED, "full", 7));

        assertThat(fields)
                .containsExactly(Map.entry("code", "FAILED"), Map.entry("message", "full"), Map.entry("fence", "7"));
    }

    @Test
    void anEventOfTextsNamesWhatIsWrong() {
        Map<Map<String, String>, String> wrong = new LinkedHashMap<>();
        wrong.put(Map.of("code", "OK", "message", ""), "field fence is missing");
        wrong.put(Map.of("code", "OK", "message", "", "fence", "7", "speed", "9"), "unknown field speed");
        wrong.put(
                Map.of("code", "GOOD", "message", "", "fence", "7"), "field code: there is no \"GOOD\"; there are [OK");
        wrong.put(Map.of("code", "OK", "message", "", "fence", "seven"), "field fence: ");

        wrong.forEach((fields, message) -> assertThatThrownBy(() -> TIER.of("FILES_COMPLETED", fields))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message));
        assertThatThrownBy(() -> TIER.of("DONE", Map.of()))
                .hasMessageContaining("there is no event DONE")
                .hasMessageContaining("FILES_COMPLETED");
    }

    @Test
    void theGeneratedMessageReadsWhatWasWritten() throws IOException {
        Event.OfWorkflow written =
                TIER.write("FREEZE_REPO", new TierChangeEvent.FilesCompleted(TierChangeCode.FAILED, "größer", 7));

        TierChangeEvents.FilesCompleted message =
                TierChangeEvents.FilesCompleted.parseFrom(written.payload().toArray());

        assertThat(written.name()).isEqualTo("FREEZE_REPO_FILES_COMPLETED");
        assertThat(message.getCode()).isEqualTo(io.vedette.proto.v1.TierChangeCode.TIER_CHANGE_FAILED);
        assertThat(List.of(message.getMessage(), message.getFence())).isEqualTo(List.of("größer", 7L));
    }

    /** Not sealed. */
    public interface Open extends WorkflowEvent {}

    /** With a class that is no record. */
    public sealed interface NoRecord extends WorkflowEvent {
        /** No record. */
        final class Plain implements NoRecord {}
    }

    /** With a component that no field can hold. */
    public sealed interface Odd extends WorkflowEvent {
        /** A list. */
        record Many(List<String> names) implements Odd {}
    }

    @Test
    void aFamilyThatCannotBeWrittenIsRefusedAtOnce() {
        assertThatThrownBy(() -> EventTypes.of(Open.class)).hasMessageContaining("must be a sealed interface");
        assertThatThrownBy(() -> EventTypes.of(NoRecord.class)).hasMessageContaining("must be a public record");
        assertThatThrownBy(() -> EventTypes.of(Odd.class))
                .hasMessageContaining("no field can have the type java.util.List");
    }
}
