package io.vedette.workflows.internal;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.vedette.domain.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes records as protobuf messages and as texts, by their components.
 *
 * @param <E> the record
 */
public final class RecordCodec<E> {

    private final Class<E> type;
    private final List<Part<?>> parts = new ArrayList<>();
    private final Constructor<E> constructor;

    private record Part<T>(RecordComponent component, FieldType<T> format) {

        static Part<?> of(RecordComponent component) {
            return new Part<>(component, FieldType.of(component.getType()));
        }

        String name() {
            return component.getName();
        }

        @SuppressWarnings("unchecked")
        T of(Object event) {
            try {
                return (T) component.getAccessor().invoke(event);
            } catch (IllegalAccessException | InvocationTargetException broken) {
                throw new IllegalStateException("cannot read " + component, broken);
            }
        }

        void write(CodedOutputStream out, int number, Object event) throws IOException {
            format.write(out, number, of(event));
        }

        String text(Object event) {
            return format.text(of(event));
        }

        T read(CodedInputStream in) throws IOException {
            try {
                return format.read(in);
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException("field " + name() + ": " + wrong.getMessage(), wrong);
            }
        }
    }

    /**
     * A codec for a public record.
     *
     * @throws IllegalArgumentException if a component has a type that no field can have
     */
    public RecordCodec(Class<E> type) {
        this.type = type;
        RecordComponent[] components = type.getRecordComponents();
        for (RecordComponent component : components) {
            parts.add(Part.of(component));
        }
        try {
            constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException odd) {
            throw new IllegalArgumentException("a record without its constructor: " + type, odd);
        }
    }

    /** The record. */
    public Class<E> type() {
        return type;
    }

    /** The payload of an event of this record. */
    public Event.Bytes write(Object event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            for (int i = 0; i < parts.size(); i++) {
                parts.get(i).write(out, i + 1, event);
            }
            out.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Event.Bytes.copyOf(bytes.toByteArray());
    }

    /**
     * The event of a payload. Fields that are not known are skipped.
     *
     * @throws IllegalArgumentException if it is broken
     */
    public E read(Event.Bytes payload) {
        @Nullable Object[] values = new Object[parts.size()];
        try {
            CodedInputStream in = CodedInputStream.newInstance(payload.toArray());
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                int index = WireFormat.getTagFieldNumber(tag) - 1;
                if (index >= parts.size()) {
                    in.skipField(tag);
                } else if (WireFormat.getTagWireType(tag)
                        == parts.get(index).format().wireType()) {
                    values[index] = parts.get(index).read(in);
                } else {
                    throw new IllegalArgumentException(
                            "field " + parts.get(index).name() + " has another form");
                }
            }
        } catch (IOException broken) {
            throw new IllegalArgumentException("broken payload: " + broken.getMessage(), broken);
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                values[i] = parts.get(i).format().missing();
            }
            if (values[i] == null) {
                throw new IllegalArgumentException("field " + parts.get(i).name() + " is missing");
            }
        }
        return make(values);
    }

    /** The texts of an event's components by name, in their order. */
    public Map<String, String> fields(Object event) {
        Map<String, String> fields = new LinkedHashMap<>();
        parts.forEach(part -> fields.put(part.name(), part.text(event)));
        return fields;
    }

    /**
     * An event of texts.
     *
     * @throws IllegalArgumentException naming the field that is missing, unknown or wrong
     */
    public E of(Map<String, String> fields) {
        List<String> names = parts.stream().map(Part::name).toList();
        fields.keySet().stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("unknown field " + name + "; there are " + names);
                });
        @Nullable Object[] values = new Object[parts.size()];
        for (int i = 0; i < values.length; i++) {
            Part<?> part = parts.get(i);
            String text = fields.get(part.name());
            if (text == null) {
                throw new IllegalArgumentException("field " + part.name() + " is missing");
            }
            try {
                values[i] = part.format().of(text);
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException("field " + part.name() + ": " + wrong.getMessage(), wrong);
            }
        }
        return make(values);
    }

    private E make(@Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            throw new IllegalArgumentException(
                    Objects.requireNonNull(refused.getCause()).getMessage(), refused);
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException("cannot make " + type, broken);
        }
    }
}
