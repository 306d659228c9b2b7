package io.vedette.observer.internal.plugin;

import io.vedette.observer.plugin.PluginContext;
import io.vedette.observer.plugin.PluginException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Opens several plug-ins, all or none, and checks that they fit together. */
public final class GuestList {

    private GuestList() {}

    /**
     * Opened plug-ins in the order of their jars; if one cannot be used, the others are closed again with patience.
     *
     * @param rehearsal whether each must be able to rehearse
     */
    public static List<Guest> open(List<Path> jars, PluginContext context, boolean rehearsal, Duration patience) {
        List<Guest> guests = new ArrayList<>();
        try {
            for (Path jar : jars) {
                guests.add(Guest.find(jar));
            }
            checkNames(guests);
            if (rehearsal) {
                guests.forEach(Guest::checkThatItCanRehearse);
            }
            checkOptions(guests, context.options());
            for (Guest guest : guests) {
                guest.open(new PluginContext(
                        own(guest, context.options()), context.host(), context.shadowFolder(), rehearsal));
            }
            checkParts(guests);
            return List.copyOf(guests);
        } catch (RuntimeException unusable) {
            close(guests, patience);
            throw unusable;
        }
    }

    /** Plug-ins in the order of their jars, found and not opened. */
    public static List<Guest> find(List<Path> jars, Duration patience) {
        List<Guest> guests = new ArrayList<>();
        try {
            for (Path jar : jars) {
                guests.add(Guest.find(jar));
            }
            checkNames(guests);
            return List.copyOf(guests);
        } catch (RuntimeException unusable) {
            close(guests, patience);
            throw unusable;
        }
    }

    /**
     * Closes them, last opened first. One that hangs does not keep the others from closing: each may take an equal part of
     * the time that is left.
     */
    public static void close(List<Guest> guests, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        for (int i = guests.size() - 1; i >= 0; i--) {
            guests.get(i).close(Duration.ofNanos(Math.max(0, deadline - System.nanoTime()) / (i + 1)));
        }
    }

    private static void checkNames(List<Guest> guests) {
        Set<String> names = new HashSet<>();
        for (Guest guest : guests) {
            if (!names.add(guest.name())) {
                throw new PluginException(guest + " has the name of another plug-in; load one of the two");
            }
        }
    }

    private static void checkOptions(List<Guest> guests, Map<String, String> options) {
        Set<String> known = new TreeSet<>();
        guests.forEach(guest -> known.addAll(guest.options()));
        for (String option : new TreeSet<>(options.keySet())) {
            if (!known.contains(option)) {
                throw new PluginException("no plug-in has the option " + option + "; " + offers(guests, known));
            }
        }
    }

    private static String offers(List<Guest> guests, Set<String> known) {
        if (guests.isEmpty()) {
            return "none is loaded";
        }
        return known.isEmpty() ? "those loaded have none" : "there are: " + String.join(", ", known);
    }

    private static Map<String, String> own(Guest guest, Map<String, String> options) {
        Map<String, String> own = new HashMap<>(options);
        own.keySet().retainAll(guest.options());
        return own;
    }

    private static void checkParts(List<Guest> guests) {
        List<Guest> makers =
                guests.stream().filter(guest -> guest.initializer() != null).toList();
        if (makers.size() > 1) {
            throw new PluginException("only one plug-in may give an Initializer, but " + makers.get(0) + " and "
                    + makers.get(1) + " do; load one of the two");
        }
    }
}
