package io.vedette.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors;
import com.google.protobuf.Message;
import io.vedette.domain.Author;
import io.vedette.domain.Event;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.WorkflowId;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.MoveRepoEvents;
import io.vedette.proto.v1.MoveShadowEvents;
import io.vedette.proto.v1.PingRegistryEvents;
import io.vedette.proto.v1.TierChangeEvents;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The payloads of the built-in kinds are the protobuf messages that everybody else reads them as. */
class PayloadsTest {

    private static final Map<String, Class<?>> MESSAGES = Map.of(
            "MOVE_REPO", MoveRepoEvents.class,
            "MOVE_SHADOW", MoveShadowEvents.class,
            "FREEZE_REPO", TierChangeEvents.class,
            "UNFREEZE_REPO", TierChangeEvents.class,
            "PING_REGISTRY", PingRegistryEvents.class);
    private static final String[] TEXTS = {"", "plain", "größer als nötig", "日本語", "🦊\n", "x".repeat(300)};

    /** A family with every type that a component can have. */
    public sealed interface Own extends WorkflowEvent {
        /** Which. */
        enum Size {
            SMALL,
            LARGE
        }

        /** All of them. */
        record All(
                String text,
                long number,
                boolean yes,
                Size size,
                RegistryId registry,
                RepoId repo,
                WorkflowId workflow,
                RepoPath path,
                HostPath hostPath,
                Host host,
                Author author)
                implements Own {}
    }

    @ParameterizedTest
    @ValueSource(strings = {"MOVE_REPO", "MOVE_SHADOW", "FREEZE_REPO", "UNFREEZE_REPO", "PING_REGISTRY"})
    void everyEventIsItsMessageByteForByte(String kind) {
        Seeds.check(100, random -> everyEventIsItsMessage(Samples.definition(kind), random));
    }

    private static <E extends WorkflowEvent> void everyEventIsItsMessage(
            WorkflowDefinition<?, E> definition, SplittableRandom random) {
        for (String name : definition.events().names()) {
            E event = random(definition.events().named(name), random);
            Message message = message(definition.kind(), event);

            Event.OfWorkflow written = definition.events().write(definition.kind(), event);
            assertThat(written.payload().toArray()).isEqualTo(message.toByteArray());
            assertThat(definition.events().read(written)).isEqualTo(event);
            assertThat(definition.events().of(name, definition.events().fields(event)))
                    .isEqualTo(event);
        }
    }

    @Test
    void everyKindAndEventHasItsMessageAndNoMessageIsLeftOver() {
        for (WorkflowDefinition<?, ?> definition : WorkflowKinds.builtIn().all()) {
            Class<?> family = Objects.requireNonNull(MESSAGES.get(definition.kind()), definition.kind());
            assertThat(Arrays.stream(family.getDeclaredClasses())
                            .filter(Message.class::isAssignableFrom)
                            .map(Class::getSimpleName))
                    .containsExactlyInAnyOrderElementsOf(definition.events().names().stream()
                            .map(name -> simpleName(definition, name))
                            .toList());
        }
    }

    private static String simpleName(WorkflowDefinition<?, ?> definition, String name) {
        Class<?> type = definition.events().named(name);
        return type == null ? "" : type.getSimpleName();
    }

    @Test
    void aKindOfAUsersOwnWritesEveryTypeThatIsAllowed() {
        EventTypes<Own> own = EventTypes.of(Own.class);
        Seeds.check(200, random -> {
            Own.All event = random(Own.All.class, random);

            assertThat(own.read(own.write("OWN", event))).isEqualTo(event);
            assertThat(own.of("ALL", own.fields(event))).isEqualTo(event);
        });
    }

    private static <T> T random(@org.jspecify.annotations.Nullable Class<? extends T> type, SplittableRandom random) {
        if (type == null) {
            throw new AssertionError("an event without its record");
        }
        RecordComponent[] components = type.getRecordComponents();
        try {
            return type.getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new))
                    .newInstance(Arrays.stream(components)
                            .map(component -> value(component.getType(), random))
                            .toArray());
        } catch (ReflectiveOperationException broken) {
            throw new LinkageError("cannot make a " + type, broken);
        }
    }

    private static Object value(Class<?> type, SplittableRandom random) {
        UUID id = new UUID(random.nextLong(), random.nextLong());
        String name = "n" + random.nextInt(1000);
        if (type.isEnum()) {
            return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
        }
        return switch (type.getSimpleName()) {
            case "String" -> TEXTS[random.nextInt(TEXTS.length)];
            case "long" -> random.nextBoolean() ? random.nextInt(3) : random.nextLong();
            case "boolean" -> random.nextBoolean();
            case "RegistryId" -> new RegistryId(id);
            case "RepoId" -> new RepoId(id);
            case "WorkflowId" -> new WorkflowId(id);
            case "RepoPath" -> new RepoPath("/ü/" + name);
            case "HostPath" -> new HostPath("/ü/" + name);
            case "Host" -> new Host(name);
            case "Author" -> new Author(name + " <ada@example.com>");
            default -> throw new IllegalArgumentException("no random value for " + type);
        };
    }

    /** Each component is the field of its name and number. */
    private static Message message(String kind, WorkflowEvent event) {
        Message.Builder builder = builder(kind, event);
        RecordComponent[] components = event.getClass().getRecordComponents();
        assertThat(builder.getDescriptorForType().getFields()).hasSize(components.length);
        for (int i = 0; i < components.length; i++) {
            Descriptors.FieldDescriptor field = builder.getDescriptorForType().findFieldByNumber(i + 1);
            assertThat(field.getJsonName()).isEqualTo(components[i].getName());
            builder.setField(field, plain(components[i], event, field));
        }
        return builder.build();
    }

    private static Message.Builder builder(String kind, WorkflowEvent event) {
        try {
            return (Message.Builder) Class.forName(Objects.requireNonNull(MESSAGES.get(kind), kind)
                                    .getName() + "$" + event.getClass().getSimpleName())
                    .getMethod("newBuilder")
                    .invoke(null);
        } catch (ReflectiveOperationException missing) {
            throw new AssertionError("no message for " + event, missing);
        }
    }

    private static Object plain(RecordComponent component, Object event, Descriptors.FieldDescriptor field) {
        Object value;
        try {
            value = component.getAccessor().invoke(event);
        } catch (ReflectiveOperationException broken) {
            throw new LinkageError("cannot read " + component, broken);
        }
        if (value instanceof RegistryId id) {
            return bytes(id.uuid());
        }
        if (value instanceof RepoId id) {
            return bytes(id.uuid());
        }
        if (value instanceof Enum<?> constant) {
            var named = field.getEnumType().findValueByNumber(constant.ordinal());
            assertThat(named.getName()).endsWith("_" + constant.name());
            return named;
        }
        return value instanceof Long ? value : value.toString();
    }

    private static ByteString bytes(UUID id) {
        return WireIds.bytes(id);
    }
}
