package io.vedette.domain;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Random values of the domain, from small pools so that they meet each other. Records are filled by their components. */
public final class RandomValues {

    private static final String[] SEGMENTS = {"a", "ab", "b", "äöü", "日本", "x y", "🦊", "-", "a!"};
    private static final String[] TEXTS = {
        "plain", "größer als nötig", "наречие", "שלום", "日本語", "🦊🦊", "two\nlines", "x"
    };

    private final SplittableRandom random;

    public RandomValues(SplittableRandom random) {
        this.random = random;
    }

    /** A random event of one of the permitted records of a sealed family. */
    public <E extends Event> E anyOf(Class<E> family) {
        Class<?>[] all = family.getPermittedSubclasses();
        return family.cast(of(all[random.nextInt(all.length)]));
    }

    public Event unknown() {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return random.nextInt(4) > 0
                ? new Event.Unknown(1000 + random.nextInt(10), Event.Bytes.copyOf(bytes))
                : new Event.Malformed(50, Event.Bytes.copyOf(bytes), text());
    }

    public String text() {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    public RepoPath path() {
        StringBuilder path = new StringBuilder();
        for (int depth = 1 + random.nextInt(4); depth > 0; depth--) {
            path.append('/').append(SEGMENTS[random.nextInt(SEGMENTS.length)]);
        }
        return new RepoPath(path.toString());
    }

    public Object of(Class<?> type) {
        if (type == String.class) {
            return text();
        }
        if (type == Event.Bytes.class) {
            return Event.Bytes.copyOf(text().getBytes(StandardCharsets.UTF_8));
        }
        if (type == UUID.class) {
            return new UUID(7, random.nextInt(5));
        }
        if (type == RepoPath.class) {
            return path();
        }
        if (type == HostPath.class) {
            return new HostPath(path().value());
        }
        if (type == Host.class) {
            return new Host("h" + random.nextInt(3) + ".münchen");
        }
        if (type == Author.class) {
            return new Author("Ada Übel <ada@example.com>");
        }
        if (type == StorageTier.class) {
            return StorageTier.values()[1 + random.nextInt(StorageTier.values().length - 1)];
        }
        if (type == TierChangeCode.class) {
            return TierChangeCode.values()[random.nextInt(TierChangeCode.values().length)];
        }
        if (type == Omissions.class) {
            return omissions();
        }
        if (type.isRecord()) {
            return record(type);
        }
        throw new IllegalArgumentException("no random value for " + type);
    }

    private Omissions omissions() {
        List<Omission> first = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            first.add(new Omission("ä/" + text(), "socket"));
        }
        return new Omissions(first, first.size() + random.nextInt(1000));
    }

    private Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values =
                Arrays.stream(components).map(one -> of(one.getType())).toArray();
        if (type == Location.class && random.nextBoolean()) {
            values[3] = null;
        }
        try {
            return type.getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new))
                    .newInstance(values);
        } catch (ReflectiveOperationException broken) {
            throw new LinkageError("cannot make a " + type, broken);
        }
    }
}
