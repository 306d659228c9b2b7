package io.vedette.domain.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.CommandId;
import io.vedette.domain.Event;
import io.vedette.domain.History;
import io.vedette.domain.RandomValues;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.Seeds;
import io.vedette.proto.v1.EventEnvelope;
import io.vedette.proto.v1.EventType;
import io.vedette.proto.v1.RegistryEvents;
import io.vedette.proto.v1.StorageTier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTest {

    private static final Set<String> OF_REGISTRIES = Set.of(
            "REGISTRY_ADDED",
            "ROOT_ADDED",
            "ROOT_REMOVED",
            "REPO_ACCEPTED",
            "REPO_ADDED",
            "REPO_REJECTED",
            "REPO_REINIT_ACCEPTED",
            "REPO_MOVE_ACCEPTED",
            "REPO_MOVE_REJECTED",
            "REPO_MOVED",
            "REPO_MOVE_ABORTED",
            "SHADOW_MOVE_STARTED",
            "SHADOW_MOVED",
            "SHADOW_MOVE_ABORTED",
            "TIER_CHANGE_STARTED",
            "TIER_CHANGE_COMPLETED");
    private static final Set<String> OF_REPOS = Set.of(
            "REPO_INIT_STARTED",
            "SHADOW_REPO_CREATED",
            "REMOTE_ACCEPTED",
            "REMOTE_CREATED",
            "REPO_ERROR_SET",
            "REPO_ERROR_CLEARED",
            "REPO_MOVE_STARTED",
            "REPO_MOVED",
            "REPO_MOVE_ABORTED",
            "SHADOW_MOVE_STARTED",
            "SHADOW_MOVED",
            "SHADOW_MOVE_ABORTED",
            "TIER_CHANGE_STARTED",
            "TIER_CHANGE_COMPLETED");

    static List<PayloadCodec<?, ?>> payloads() {
        return EventCodec.payloads();
    }

    private static List<PayloadCodec<?, ?>> of(AggregateKind kind) {
        return payloads().stream().filter(codec -> codec.kind() == kind).toList();
    }

    private static Set<Class<?>> events(AggregateKind kind) {
        return of(kind).stream().map(PayloadCodec::event).collect(Collectors.toSet());
    }

    @Test
    @Tag("W2")
    void everyEventHasACodec() {
        assertThat(events(AggregateKind.REGISTRY)).isEqualTo(Set.of(RegistryEvent.class.getPermittedSubclasses()));
        assertThat(events(AggregateKind.REPO)).isEqualTo(Set.of(RepoEvent.class.getPermittedSubclasses()));
    }

    @Test
    void everyEventIsInTheCatalogue() {
        assertThat(of(AggregateKind.REGISTRY).stream().map(codec -> codec.type().name()))
                .containsExactlyInAnyOrderElementsOf(OF_REGISTRIES);
        assertThat(of(AggregateKind.REPO).stream().map(codec -> codec.type().name()))
                .containsExactlyInAnyOrderElementsOf(OF_REPOS);
    }

    @ParameterizedTest
    @EnumSource(
            value = EventType.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"EVENT_TYPE_UNSPECIFIED", "UNRECOGNIZED"})
    @Tag("W2")
    void everyTypeOnTheWireHasACodec(EventType type) {
        assertThat(payloads()).anyMatch(codec -> codec.type() == type);
    }

    @Test
    @Tag("W47")
    void numbersSayToWhichHistoriesATypeBelongs() {
        for (EventType type : EventType.values()) {
            if (type == EventType.EVENT_TYPE_UNSPECIFIED || type == EventType.UNRECOGNIZED) {
                continue;
            }
            Set<AggregateKind> kinds = payloads().stream()
                    .filter(codec -> codec.type() == type)
                    .map(PayloadCodec::kind)
                    .collect(Collectors.toSet());
            Set<AggregateKind> expected = type.getNumber() < 50
                    ? Set.of(AggregateKind.REGISTRY)
                    : type.getNumber() < 100
                            ? Set.of(AggregateKind.REPO)
                            : Set.of(AggregateKind.REGISTRY, AggregateKind.REPO);
            assertThat(kinds).as(type.name()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void anEventIsCalledAsItsType(PayloadCodec<?, ?> codec) {
        Event event = (Event) new RandomValues(new SplittableRandom(1)).of(codec.event());

        assertThat(event.name()).isEqualTo(codec.type().name());
        assertThat(codec.event()
                        .getSimpleName()
                        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                        .toUpperCase(java.util.Locale.ROOT))
                .isEqualTo(codec.type().name());
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void anEventIsReadAsItWasWritten(PayloadCodec<?, ?> codec) {
        Seeds.check(200, random -> {
            Event event = (Event) new RandomValues(random).of(codec.event());
            Recorded recorded = recorded(codec.kind(), event, random);

            EventEnvelope envelope = EventCodec.toProto(recorded);

            assertThat(envelope.getType()).isEqualTo(codec.type());
            assertThat(EventCodec.fromProto(envelope)).isEqualTo(recorded);
            assertThat(EventCodec.toProto(EventCodec.fromProto(envelope)).toByteString())
                    .isEqualTo(envelope.toByteString());
        });
    }

    private static Recorded recorded(AggregateKind kind, Event event, SplittableRandom random) {
        AggregateId aggregate = new AggregateId(kind, new UUID(random.nextLong(), random.nextLong()));
        return new Recorded(
                History.id(random.nextLong()),
                random.nextBoolean() ? null : History.id(7),
                aggregate,
                1 + random.nextInt(100),
                1 + random.nextInt(1000),
                History.TIME,
                random.nextBoolean() ? null : new CommandId(new UUID(random.nextLong(), random.nextLong())),
                event);
    }

    @Test
    void aWorkflowsEventOfAnyKindTravels() {
        Event.OfWorkflow event = new Event.OfWorkflow("MY_KIND", "BLESSED", Event.Bytes.copyOf(new byte[] {0, -1, 7}));
        Recorded recorded = recorded(AggregateKind.WORKFLOW, event, new SplittableRandom(1));

        assertThat(EventCodec.fromProto(EventCodec.toProto(recorded))).isEqualTo(recorded);
        assertThat(event.name()).isEqualTo("MY_KIND_BLESSED");
    }

    @Test
    void anUnknownTypeIsKeptByteForByte() {
        Seeds.check(200, random -> {
            byte[] payload = new byte[random.nextInt(50)];
            random.nextBytes(payload);
            AggregateKind kind = random.nextBoolean() ? AggregateKind.REGISTRY : AggregateKind.REPO;
            EventEnvelope came = envelope(kind, 5000 + random.nextInt(100), ByteString.copyFrom(payload));

            Recorded read = EventCodec.fromProto(came);

            assertThat(read.event()).isInstanceOf(Event.Unknown.class);
            assertThat(EventCodec.toProto(read).toByteString()).isEqualTo(came.toByteString());
        });
    }

    @Test
    void aTypeOfAnotherKindOfHistoryIsUnknown() {
        EventEnvelope came = envelope(AggregateKind.REPO, EventType.ROOT_ADDED_VALUE, ByteString.EMPTY);

        assertThat(EventCodec.fromProto(came).event()).isEqualTo(new Event.Unknown(2, Event.Bytes.EMPTY));
    }

    @Test
    void aPayloadThatIsNoMessageIsKeptAsMalformed() {
        for (PayloadCodec<?, ?> codec : payloads()) {
            ByteString garbage = ByteString.copyFrom(new byte[] {10, 127, 1});
            EventEnvelope came = envelope(codec.kind(), codec.type().getNumber(), garbage);

            Recorded read = EventCodec.fromProto(came);

            assertThat(read.event()).isInstanceOf(Event.Malformed.class);
            assertThat(((Event.Malformed) read.event()).reason())
                    .startsWith(codec.type().name() + ": ");
            assertThat(EventCodec.toProto(read).toByteString()).isEqualTo(came.toByteString());
        }
    }

    @Test
    void aPayloadThatBreaksARuleIsKeptAsMalformedWithTheRule() {
        ByteString relative = RegistryEvents.RootAdded.newBuilder()
                .setPath("ex")
                .setHost("h")
                .setHostPath("/d")
                .build()
                .toByteString();
        EventEnvelope came = envelope(AggregateKind.REGISTRY, EventType.ROOT_ADDED_VALUE, relative);

        Recorded read = EventCodec.fromProto(came);

        assertThat(read.event())
                .isEqualTo(new Event.Malformed(
                        2,
                        Event.Bytes.copyOf(relative.toByteArray()),
                        "ROOT_ADDED: path \"ex\" must be absolute: begin with /"));
        assertThat(EventCodec.toProto(read)).isEqualTo(came);
    }

    @Test
    void anEmptyPayloadIsMalformedWhereSomethingIsNeeded() {
        Set<EventType> mayBeEmpty = Set.of(EventType.REPO_ERROR_SET, EventType.REPO_ERROR_CLEARED);
        for (PayloadCodec<?, ?> codec : payloads()) {
            Event read = EventCodec.readEvent(
                    codec.kind(), envelope(codec.kind(), codec.type().getNumber(), ByteString.EMPTY));

            assertThat(read instanceof Event.Malformed)
                    .as(codec.type().name())
                    .isEqualTo(!mayBeEmpty.contains(codec.type()));
        }
    }

    @Test
    void aTierFromTheFutureIsMalformed() {
        ByteString payload = RegistryEvents.TierChangeStarted.newBuilder()
                .setRepoId(WireIds.bytes(new UUID(0, 1)))
                .setWorkflowId(WireIds.bytes(new UUID(0, 2)))
                .setTierValue(77)
                .build()
                .toByteString();

        assertThat(EventCodec.readEvent(AggregateKind.REGISTRY, envelope(AggregateKind.REGISTRY, 120, payload)))
                .isInstanceOf(Event.Malformed.class);
    }

    @Test
    void anEnvelopeWithoutAnIdOrAKindIsRefused() {
        EventEnvelope good = envelope(AggregateKind.REPO, 70, ByteString.EMPTY);

        assertThatThrownBy(() -> EventCodec.fromProto(good.toBuilder().clearId().build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an id has 16 bytes, not 0");
        assertThatThrownBy(() ->
                        EventCodec.fromProto(good.toBuilder().clearAggregate().build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("aggregate.kind");
    }

    @Test
    void everyTierAndCodeHasOneOnTheWire() {
        for (io.vedette.domain.StorageTier tier : io.vedette.domain.StorageTier.values()) {
            assertThat(WireTiers.tier(WireTiers.tier(tier))).isEqualTo(tier);
        }
        assertThat(Arrays.stream(StorageTier.values()).filter(tier -> tier != StorageTier.UNRECOGNIZED))
                .allSatisfy(
                        tier -> assertThat(WireTiers.tier(WireTiers.tier(tier))).isEqualTo(tier));
        for (io.vedette.domain.TierChangeCode code : io.vedette.domain.TierChangeCode.values()) {
            assertThat(WireTiers.code(WireTiers.code(code))).isEqualTo(code);
        }
    }

    private static EventEnvelope envelope(AggregateKind kind, int type, ByteString payload) {
        return EventEnvelope.newBuilder()
                .setId(WireIds.bytes(History.id(3)))
                .setAggregate(WireIds.ref(new AggregateId(kind, new UUID(0, 1))))
                .setVersion(3)
                .setPosition(9)
                .setTimeMillis(History.TIME)
                .setTypeValue(type)
                .setPayload(payload)
                .build();
    }
}
