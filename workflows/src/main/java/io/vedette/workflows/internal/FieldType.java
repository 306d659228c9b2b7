package io.vedette.workflows.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.vedette.domain.Author;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.WorkflowId;
import io.vedette.domain.codec.WireIds;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How values of one type stand in a payload and in texts.
 *
 * @param <T> the type
 */
abstract class FieldType<T> {

    private static final List<FieldType<?>> ALL = List.of(
            new Text<>(String.class, Function.identity(), Function.identity(), ""),
            new Text<>(RepoPath.class, RepoPath::value, RepoPath::new, null),
            new Text<>(HostPath.class, HostPath::value, HostPath::new, null),
            new Text<>(Host.class, Host::name, Host::new, null),
            new Text<>(Author.class, Author::value, Author::new, null),
            new Id<>(RegistryId.class, RegistryId::uuid, RegistryId::new),
            new Id<>(RepoId.class, RepoId::uuid, RepoId::new),
            new Id<>(WorkflowId.class, WorkflowId::uuid, WorkflowId::new),
            new Number<>(long.class, Long::longValue, Function.identity(), Long::valueOf),
            new Number<>(boolean.class, yes -> yes ? 1L : 0L, number -> number != 0, FieldType::truth));

    private final Class<?> type;

    private FieldType(Class<?> type) {
        this.type = type;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    static FieldType<?> of(Class<?> type) {
        if (type.isEnum()) {
            return constant((Class) type);
        }
        return ALL.stream()
                .filter(each -> each.type == type)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no field can have the type " + type.getName()));
    }

    private static <C extends Enum<C>> FieldType<C> constant(Class<C> type) {
        C[] all = type.getEnumConstants();
        return new Number<>(
                type,
                value -> (long) value.ordinal(),
                number -> {
                    if (number < 0 || number >= all.length) {
                        throw new IllegalArgumentException("there is no " + type.getSimpleName() + " " + number);
                    }
                    return all[(int) (long) number];
                },
                text -> Arrays.stream(all)
                        .filter(each -> each.name().equals(text))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "there is no \"" + text + "\"; there are " + Arrays.toString(all))));
    }

    private static Boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false, not \"" + text + "\"");
        };
    }

    /** Writes a field, unless it has the value of a missing one. */
    abstract void write(CodedOutputStream out, int number, T value) throws IOException;

    abstract int wireType();

    abstract T read(CodedInputStream in) throws IOException;

    /** The value of a missing field; null if it must be there. */
    abstract @Nullable T missing();

    abstract String text(T value);

    abstract T of(String text);

    private static final class Text<T> extends FieldType<T> {
        private final Function<T, String> write;
        private final Function<String, T> read;
        private final @Nullable T missing;

        Text(Class<T> type, Function<T, String> write, Function<String, T> read, @Nullable T missing) {
            super(type);
            this.write = write;
            this.read = read;
            this.missing = missing;
        }

        @Override
        void write(CodedOutputStream out, int number, T value) throws IOException {
            String text = write.apply(value);
            if (!text.isEmpty()) {
                out.writeString(number, text);
            }
        }

        @Override
        int wireType() {
            return WireFormat.WIRETYPE_LENGTH_DELIMITED;
        }

        @Override
        T read(CodedInputStream in) throws IOException {
            return read.apply(in.readStringRequireUtf8());
        }

        @Override
        @Nullable
        T missing() {
            return missing;
        }

        @Override
        String text(T value) {
            return write.apply(value);
        }

        @Override
        T of(String text) {
            return read.apply(text);
        }
    }

    private static final class Id<T> extends FieldType<T> {
        private final Function<T, UUID> write;
        private final Function<UUID, T> read;

        Id(Class<T> type, Function<T, UUID> write, Function<UUID, T> read) {
            super(type);
            this.write = write;
            this.read = read;
        }

        @Override
        void write(CodedOutputStream out, int number, T value) throws IOException {
            out.writeBytes(number, WireIds.bytes(write.apply(value)));
        }

        @Override
        int wireType() {
            return WireFormat.WIRETYPE_LENGTH_DELIMITED;
        }

        @Override
        T read(CodedInputStream in) throws IOException {
            ByteString bytes = in.readBytes();
            return read.apply(WireIds.uuid(bytes));
        }

        @Override
        @Nullable
        T missing() {
            return null;
        }

        @Override
        String text(T value) {
            return write.apply(value).toString();
        }

        @Override
        T of(String text) {
            return read.apply(WorkflowId.of(text).uuid());
        }
    }

    private static final class Number<T> extends FieldType<T> {
        private final Function<T, Long> write;
        private final Function<Long, T> read;
        private final Function<String, T> parse;

        Number(Class<T> type, Function<T, Long> write, Function<Long, T> read, Function<String, T> parse) {
            super(type);
            this.write = write;
            this.read = read;
            this.parse = parse;
        }

        @Override
        void write(CodedOutputStream out, int number, T value) throws IOException {
            long plain = write.apply(value);
            if (plain != 0) {
                out.writeUInt64(number, plain);
            }
        }

        @Override
        int wireType() {
            return WireFormat.WIRETYPE_VARINT;
        }

        @Override
        T read(CodedInputStream in) throws IOException {
            return read.apply(in.readUInt64());
        }

        @Override
        T missing() {
            return read.apply(0L);
        }

        @Override
        String text(T value) {
            return value.toString();
        }

        @Override
        T of(String text) {
            return parse.apply(text);
        }
    }
}
