package io.vedette.testkit.history;

import io.vedette.domain.DerivedId;
import io.vedette.domain.RegistryId;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a file calls what it is about. A text that is not a UUID is an alias: it stands for the UUIDv5 of {@code alias:}
 * and itself. Ids are printed as the file has them.
 */
public final class Names {

    private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private final Map<UUID, String> aliases = new HashMap<>();
    private final Map<RegistryId, String> registries = new HashMap<>();
    private final Map<String, RegistryId> byText = new HashMap<>();

    /** The id that a text stands for. */
    public UUID id(String text) {
        UUID canonical = canonical(text);
        if (canonical != null) {
            return canonical;
        }
        if (text.isBlank()) {
            throw new IllegalArgumentException("an id is a UUID or a name; it must not be blank");
        }
        UUID id = DerivedId.of("alias:" + text);
        aliases.putIfAbsent(id, text);
        return id;
    }

    private static @Nullable UUID canonical(String text) {
        if (text.length() != 36) {
            return null;
        }
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equalsIgnoreCase(text) ? id : null;
        } catch (IllegalArgumentException alias) {
            return null;
        }
    }

    /** The text for an id, as it was read. */
    public String text(UUID id) {
        String alias = aliases.get(id);
        return alias == null ? id.toString() : alias;
    }

    /** The registry with this name; who has only its id writes that. */
    public RegistryId registry(String text) {
        RegistryId known = byText.get(text);
        if (known == null) {
            UUID canonical = canonical(text);
            known = canonical == null ? named(text) : new RegistryId(canonical);
        }
        return known;
    }

    /** The registry with this name, which may look like an id. */
    public RegistryId named(String name) {
        return byText.computeIfAbsent(name, text -> {
            RegistryId id = RegistryId.ofName(text);
            registries.put(id, text);
            return id;
        });
    }

    /** The name of a registry, as far as it is known; else its id. */
    public String text(RegistryId registry) {
        String name = registries.get(registry);
        return name == null ? registry.toString() : name;
    }

    /** A text for people with its ids, those of registries too, called as in the file. */
    public String words(String text) {
        return ID.matcher(text).replaceAll(found -> {
            UUID id = UUID.fromString(found.group());
            String alias = aliases.get(id);
            return Matcher.quoteReplacement(alias == null ? text(new RegistryId(id)) : alias);
        });
    }
}
