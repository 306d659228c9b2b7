package io.vedette.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.CaseFormat;
import com.google.gson.JsonObject;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryId;
import io.vedette.domain.codec.EventCodec;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.AggregateKind;
import io.vedette.proto.v1.AggregateRef;
import io.vedette.proto.v1.EventEnvelope;
import io.vedette.proto.v1.EventType;
import io.vedette.proto.v1.Omission;
import io.vedette.proto.v1.RegistryEvents;
import io.vedette.proto.v1.RepoEvents;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lines of a history file have the fields that the reference of events lists. */
class HistoryWriterTest {

    private static final ByteString ID =
            ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 0x71, 8, -128, 9, 1, 2, 3, 4, 5, 6});
    private static final Set<String> ENVELOPE = Set.of("event", "id", "version", "position", "time", "command");

    static Stream<Descriptor> events() {
        return Stream.of(RegistryEvents.getDescriptor(), RepoEvents.getDescriptor())
                .flatMap(family -> family.getNestedTypes().stream());
    }

    @ParameterizedTest
    @MethodSource("events")
    void aLineHasEveryFieldOfItsEventUnderTheNameInTheReference(Descriptor type) {
        boolean ofRegistry = type.getContainingType().equals(RegistryEvents.getDescriptor());

        JsonObject line = new HistoryWriter().of(EventCodec.fromProto(envelope(type, ofRegistry)));

        Set<String> expected = type.getFields().stream()
                .map(field -> field.getJsonName().replaceFirst("^(repo|registry|workflow)Id$", "$1"))
                .collect(Collectors.toCollection(TreeSet::new));
        expected.addAll(ENVELOPE);
        expected.add(ofRegistry ? "registry" : "repo");
        assertThat(line.keySet()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @MethodSource("events")
    void whatIsWrittenIsReadAgain(Descriptor type) {
        boolean ofRegistry = type.getContainingType().equals(RegistryEvents.getDescriptor());
        Recorded recorded = EventCodec.fromProto(envelope(type, ofRegistry));

        HistoryFile file = HistoryFile.ofText("round", new HistoryWriter().of(recorded) + "\n");

        try (HistoryReader lines = file.read()) {
            assertThat(lines.next())
                    .isEqualTo(new HistoryLine.Occurred(
                            1,
                            recorded.aggregate(),
                            recorded.event(),
                            new HistoryLine.Stamp(
                                    recorded.id(),
                                    1,
                                    1,
                                    Instant.ofEpochMilli(recorded.timeMillis()),
                                    recorded.command())));
            assertThat(lines.next()).isNull();
        }
    }

    /** The line of an event of a type with all its fields. */
    static JsonObject written(Descriptor type) {
        boolean ofRegistry = type.getContainingType().equals(RegistryEvents.getDescriptor());
        return new HistoryWriter().of(EventCodec.fromProto(envelope(type, ofRegistry)));
    }

    private static EventEnvelope envelope(Descriptor type, boolean ofRegistry) {
        AggregateKind kind = ofRegistry ? AggregateKind.REGISTRY : AggregateKind.REPO;
        return EventEnvelope.newBuilder()
                .setId(ID)
                .setAggregate(AggregateRef.newBuilder()
                        .setKind(kind)
                        .setId(
                                ofRegistry
                                        ? WireIds.bytes(RegistryId.ofName("h1").uuid())
                                        : ID))
                .setVersion(1)
                .setPosition(1)
                .setCommandId(ID)
                .setType(EventType.valueOf(CaseFormat.UPPER_CAMEL.to(CaseFormat.UPPER_UNDERSCORE, type.getName())))
                .setPayload(filled(type).toByteString())
                .build();
    }

    private static Message filled(Descriptor type) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        for (FieldDescriptor field : type.getFields()) {
            if (field.isRepeated()) {
                message.addRepeatedField(
                        field,
                        Omission.newBuilder().setPath("a").setReason("socket").build());
            } else {
                message.setField(field, value(field));
            }
        }
        return message.build();
    }

    private static Object value(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case BYTE_STRING -> ID;
            case ENUM -> field.getEnumType().getValues().get(1);
            case INT -> 1;
            default ->
                switch (field.getName()) {
                    case "creator", "author" -> "Ada <ada@example.com>";
                    case "host", "old_host", "new_host", "name" -> "h1";
                    default -> "/a/b";
                };
        };
    }
}
