package io.vedette.testkit.history;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.vedette.domain.Author;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.Location;
import io.vedette.domain.Omission;
import io.vedette.domain.Omissions;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RemoteSpec;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import io.vedette.domain.StorageTier;
import io.vedette.domain.TierChangeCode;
import io.vedette.domain.WorkflowId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a component of an event stands in a line: under one key or several. */
abstract class FieldFormat {

    private static final Map<Class<?>, FieldFormat> BY_TYPE = new HashMap<>();

    static {
        text(String.class, Function.identity());
        text(RepoPath.class, RepoPath::new);
        text(HostPath.class, HostPath::new);
        text(Host.class, Host::new);
        text(Author.class, Author::new);
        text(RemoteSpec.class, RemoteSpec::new);
        text(StorageTier.class, text -> constant(StorageTier.class, text));
        text(TierChangeCode.class, text -> constant(TierChangeCode.class, text));
        named(RepoId.class, (names, text) -> new RepoId(names.id(text)), (names, id) -> names.text(id.uuid()));
        named(WorkflowId.class, (names, text) -> new WorkflowId(names.id(text)), (names, id) -> names.text(id.uuid()));
        named(RegistryId.class, Names::registry, Names::text);
        BY_TYPE.put(Root.class, new OfRoot());
        BY_TYPE.put(Location.class, new OfLocation());
        BY_TYPE.put(Omissions.class, new OfOmissions());
    }

    /** The format of a type. */
    static FieldFormat of(Class<?> type) {
        FieldFormat format = BY_TYPE.get(type);
        if (format == null) {
            throw new IllegalStateException("no format for " + type);
        }
        return format;
    }

    /** The keys that a component with this name takes. */
    List<String> keys(String name) {
        return List.of(name);
    }

    abstract void write(JsonObject line, String name, Object value, Names names);

    abstract Object read(LineObject line, String name, Names names);

    private static <T> void text(Class<T> type, Function<String, T> meaning) {
        named(type, (names, text) -> meaning.apply(text), (names, value) -> value.toString());
    }

    private static <T> void named(
            Class<T> type, BiFunction<Names, String, T> meaning, BiFunction<Names, T, String> wording) {
        BY_TYPE.put(type, new FieldFormat() {
            @Override
            void write(JsonObject line, String name, Object value, Names names) {
                line.addProperty(name, wording.apply(names, type.cast(value)));
            }

            @Override
            Object read(LineObject line, String name, Names names) {
                return line.required(name, text -> meaning.apply(names, text));
            }
        });
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text) {
        for (E each : type.getEnumConstants()) {
            if (each.name().equals(text)) {
                return each;
            }
        }
        throw new IllegalArgumentException(
                "there is no \"" + text + "\"; there are " + List.of(type.getEnumConstants()));
    }

    private static final class OfRoot extends FieldFormat {
        @Override
        List<String> keys(String name) {
            return List.of("path", "host", "hostPath");
        }

        @Override
        void write(JsonObject line, String name, Object value, Names names) {
            Root root = (Root) value;
            line.addProperty("path", root.path().value());
            line.addProperty("host", root.host().name());
            line.addProperty("hostPath", root.hostPath().value());
        }

        @Override
        Object read(LineObject line, String name, Names names) {
            return new Root(
                    line.required("path", RepoPath::new),
                    line.required("host", Host::new),
                    line.required("hostPath", HostPath::new));
        }
    }

    /** The place that a move leaves. */
    private static final class OfLocation extends FieldFormat {
        @Override
        List<String> keys(String name) {
            return List.of("oldPath", "oldHost", "oldHostPath", "oldShadowPath");
        }

        @Override
        void write(JsonObject line, String name, Object value, Names names) {
            Location from = (Location) value;
            HostPath shadow = from.shadow();
            line.addProperty("oldPath", from.path().value());
            line.addProperty("oldHost", from.host().name());
            line.addProperty("oldHostPath", from.hostPath().value());
            line.addProperty("oldShadowPath", shadow == null ? "" : shadow.value());
        }

        @Override
        Object read(LineObject line, String name, Names names) {
            String shadow = line.required("oldShadowPath");
            return new Location(
                    line.required("oldPath", RepoPath::new),
                    line.required("oldHost", Host::new),
                    line.required("oldHostPath", HostPath::new),
                    shadow.isEmpty() ? null : line.required("oldShadowPath", HostPath::new));
        }
    }

    /** Not there when nothing is omitted. */
    private static final class OfOmissions extends FieldFormat {
        @Override
        List<String> keys(String name) {
            return List.of("omissions", "omissionCount");
        }

        @Override
        void write(JsonObject line, String name, Object value, Names names) {
            Omissions omissions = (Omissions) value;
            if (omissions.count() == 0) {
                return;
            }
            JsonArray list = new JsonArray();
            for (Omission omission : omissions.first()) {
                JsonObject one = new JsonObject();
                one.addProperty("path", omission.path());
                one.addProperty("reason", omission.reason());
                list.add(one);
            }
            line.add("omissions", list);
            line.addProperty("omissionCount", omissions.count());
        }

        @Override
        Object read(LineObject line, String name, Names names) {
            @Nullable List<LineObject> listed = line.optionalObjects("omissions");
            List<Omission> first = new ArrayList<>();
            for (LineObject each : listed == null ? List.<LineObject>of() : listed) {
                first.add(new Omission(each.required("path"), each.required("reason")));
                each.end("an omission", () -> List.of("path", "reason"));
            }
            int count = (int) line.number("omissionCount", 0, Integer.MAX_VALUE, first.size());
            if (first.size() > Math.min(count, Omissions.LISTED)) {
                throw line.error(
                        "omissionCount", "\"omissions\" lists more than there are, or over " + Omissions.LISTED);
            }
            return new Omissions(first, count);
        }
    }
}
