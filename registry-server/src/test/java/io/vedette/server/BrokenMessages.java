package io.vedette.server;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.UnknownFieldSet;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Messages of any type, from well-formed ones with odd values to bytes that mean nothing. Made from the descriptors. */
final class BrokenMessages {

    /** What is wrong with a message. */
    enum Flaw {
        ODD_VALUES,
        MISSING_FIELD,
        TRUNCATED,
        FLIPPED,
        RANDOM_BYTES,
        WRONG_WIRE_TYPE,
        BAD_UTF8,
        UNKNOWN_FIELDS,
        DEEP,
        HUGE_STRING,
        OVERSIZED
    }

    private static final List<String> TEXTS = List.of(
            "exreg",
            "exreg",
            "exreg",
            "other",
            "nowhere",
            "",
            " ",
            "/",
            "/ex",
            "/ex/a",
            "/ex/ab",
            "/ex/a/b",
            "/ex/new",
            "/ex//a",
            "/ex/a/",
            "/ex/../a",
            "ex/a",
            "/nowhere/a",
            "/data",
            "h1",
            "Ada <ada@example.com>",
            "two\nlines",
            "nul\0",
            "\u202Eright to left",
            "/ex/\uD83E\uDD89",
            "/" + "x".repeat(255),
            "/" + "x".repeat(256),
            "/ex" + ("/" + "é".repeat(127)).repeat(15),
            "/" + "x/".repeat(3_000) + "x",
            "é".repeat(4_000));

    private final SplittableRandom random;
    private final List<ByteString> ids;

    BrokenMessages(SplittableRandom random, List<ByteString> ids) {
        this.random = random;
        this.ids = ids;
    }

    byte[] message(Descriptor type, Flaw flaw) {
        return switch (flaw) {
            case ODD_VALUES -> odd(type, 0).toByteArray();
            case MISSING_FIELD -> withoutOneField(type);
            case TRUNCATED -> {
                byte[] whole = odd(type, 0).toByteArray();
                yield Arrays.copyOf(whole, whole.length == 0 ? 0 : random.nextInt(whole.length));
            }
            case FLIPPED -> flipped(odd(type, 0).toByteArray());
            case RANDOM_BYTES -> bytes(random.nextInt(200));
            case WRONG_WIRE_TYPE -> onEachField(type, this::anyField);
            case BAD_UTF8 ->
                onEachField(
                        type,
                        () -> UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFrom(new byte[] {'/', (byte) 0xe9, (byte) 0xff}))
                                .build());
            case UNKNOWN_FIELDS ->
                odd(type, 0).toBuilder()
                        .setUnknownFields(UnknownFieldSet.newBuilder()
                                .addField(1 + random.nextInt(5_000), anyField())
                                .addField(536_870_911, anyField())
                                .build())
                        .build()
                        .toByteArray();
            case DEEP -> deep(150 + random.nextInt(5_000));
            case HUGE_STRING -> huge(type, 100_000 + random.nextInt(300_000));
            case OVERSIZED -> new byte[(4 << 20) + 1 + random.nextInt(1 << 20)];
        };
    }

    private DynamicMessage odd(Descriptor type, int depth) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        for (FieldDescriptor field : type.getFields()) {
            OneofDescriptor choice = field.getRealContainingOneof();
            boolean set = choice == null
                    ? random.nextInt(8) > 0
                    : message.getOneofFieldDescriptor(choice) == null
                            && random.nextInt(choice.getFieldCount() - field.getIndex() + indexOfFirst(choice)) == 0;
            if (!set || depth > 4) {
                continue;
            }
            if (field.isRepeated()) {
                int count = random.nextInt(20) == 0 ? 300 : random.nextInt(3);
                for (int i = 0; i < count; i++) {
                    message.addRepeatedField(field, value(field, depth));
                }
            } else {
                message.setField(field, value(field, depth));
            }
        }
        return message.build();
    }

    private static int indexOfFirst(OneofDescriptor choice) {
        return choice.getField(0).getIndex();
    }

    private Object value(FieldDescriptor field, int depth) {
        return switch (field.getJavaType()) {
            case INT -> (int) number();
            case LONG -> number();
            case FLOAT -> (float) random.nextDouble();
            case DOUBLE -> random.nextDouble();
            case BOOLEAN -> random.nextBoolean();
            case STRING -> TEXTS.get(random.nextInt(TEXTS.size()));
            case BYTE_STRING -> id();
            case ENUM -> number(field);
            case MESSAGE -> odd(field.getMessageType(), depth + 1);
        };
    }

    private long number() {
        return switch (random.nextInt(8)) {
            case 0 -> -1;
            case 1 -> Long.MAX_VALUE;
            case 2 -> Long.MIN_VALUE;
            case 3 -> random.nextLong();
            case 4 -> Integer.MAX_VALUE;
            case 5 -> 0;
            default -> random.nextInt(5);
        };
    }

    private EnumValueDescriptor number(FieldDescriptor field) {
        int any = random.nextInt(4) == 0 ? (int) number() : random.nextInt(5);
        return field.getEnumType().findValueByNumberCreatingIfUnknown(any);
    }

    private ByteString id() {
        return random.nextInt(4) > 0
                ? ids.get(random.nextInt(ids.size()))
                : ByteString.copyFrom(bytes(random.nextInt(3) == 0 ? random.nextInt(40) : 16));
    }

    private byte[] withoutOneField(Descriptor type) {
        DynamicMessage.Builder message = odd(type, 0).toBuilder();
        List<FieldDescriptor> set = List.copyOf(message.getAllFields().keySet());
        if (set.isEmpty()) {
            return new byte[0];
        }
        FieldDescriptor field = set.get(random.nextInt(set.size()));
        boolean inside = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !field.isRepeated();
        if (inside && random.nextBoolean()) {
            message.setField(field, DynamicMessage.getDefaultInstance(field.getMessageType()));
        } else {
            message.clearField(field);
        }
        return message.build().toByteArray();
    }

    private byte[] flipped(byte[] message) {
        for (int i = 0; i <= random.nextInt(4) && message.length > 0; i++) {
            message[random.nextInt(message.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return message;
    }

    private byte[] onEachField(Descriptor type, java.util.function.Supplier<UnknownFieldSet.Field> value) {
        UnknownFieldSet.Builder fields = UnknownFieldSet.newBuilder();
        for (FieldDescriptor field : type.getFields()) {
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && random.nextInt(4) > 0) {
                fields.mergeField(
                        field.getNumber(),
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFrom(onEachField(field.getMessageType(), value)))
                                .build());
            } else {
                fields.mergeField(field.getNumber(), value.get());
            }
        }
        return fields.build().toByteArray();
    }

    private UnknownFieldSet.Field anyField() {
        UnknownFieldSet.Field.Builder field = UnknownFieldSet.Field.newBuilder();
        return switch (random.nextInt(4)) {
            case 0 -> field.addVarint(random.nextLong()).build();
            case 1 -> field.addFixed32(random.nextInt()).build();
            case 2 -> field.addFixed64(random.nextLong()).build();
            default ->
                field.addLengthDelimited(ByteString.copyFrom(bytes(random.nextInt(50))))
                        .build();
        };
    }

    /** Groups within groups, as many as asked. */
    private static byte[] deep(int levels) {
        byte[] message = new byte[2 * levels];
        Arrays.fill(message, 0, levels, (byte) (1 << 3 | 3));
        Arrays.fill(message, levels, 2 * levels, (byte) (1 << 3 | 4));
        return message;
    }

    private byte[] huge(Descriptor type, int length) {
        ByteString text = ByteString.copyFrom("/" + "x".repeat(length), StandardCharsets.UTF_8);
        return onEachField(
                type,
                () -> UnknownFieldSet.Field.newBuilder()
                        .addLengthDelimited(random.nextInt(3) == 0 ? text : id())
                        .build());
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
