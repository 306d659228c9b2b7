package io.vedette.observer.plugin;

import io.vedette.observer.Initializer;
import io.vedette.observer.Processor;
import io.vedette.observer.WorkflowEffect;
import io.vedette.observer.internal.plugin.Guest;
import io.vedette.observer.internal.plugin.GuestList;
import io.vedette.observer.internal.repo.ProcessorChain;
import io.vedette.workflows.WorkflowDefinition;
import io.vedette.workflows.WorkflowKinds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The plug-ins of an observer, opened in the order in which they are named.
 *
 * <ul>
 *   <li>One plug-in may give an {@link Initializer} together with a {@link Processor}. It then is the file server and takes
 *       the place of the program's own.
 *   <li>Any number may give a {@link Processor} alone. They open a repository one after the other: the file server first,
 *       then the others as they are named; each is called when the one before has succeeded. They close it the other way
 *       round, the file server last, and each is called even if another failed.
 *   <li>What fails for one of them fails for the repository; the retry calls all of them again, which is why calls are
 *       idempotent.
 *   <li>Freezing is asked of the file server alone.
 *   <li>Each may define kinds of workflow; no two define the same, or carry out the same effect.
 * </ul>
 *
 * <p>A plug-in that throws, returns null or fails in any other way harms the repository that it was called for. Methods
 * may be called by any thread; opening and closing block.
 */
public final class Plugins implements AutoCloseable {

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

    private final List<Guest> guests;

    private Plugins(List<Guest> guests) {
        this.guests = guests;
    }

    /**
     * Loads and opens plug-ins. No code of a jar runs before its API version was compared.
     *
     * @param jars a jar for each plug-in; may be empty
     * @param context with the options of all of them; each is given those that it names
     * @throws PluginException if one cannot be used, if two have one name or give an initializer, or if an
     *     option has no taker; whatever was opened is closed again
     */
    public static Plugins open(List<Path> jars, PluginContext context) {
        return new Plugins(GuestList.open(jars, context, false, CLOSE_PATIENCE));
    }

    /**
     * {@linkplain #open Opens} plug-ins to replay a recorded history to them, by calls that are {@linkplain
     * io.vedette.observer.Cause#dry dry}; their context says so.
     *
     * @throws PluginException also if one does not say that it {@linkplain PluginProvider#canRehearse can rehearse}; it is
     *     not opened then
     */
    public static Plugins openToRehearse(List<Path> jars, PluginContext context) {
        return new Plugins(GuestList.open(jars, context, true, CLOSE_PATIENCE));
    }

    /**
     * Loads plug-ins without opening them, for a program that only needs to know the {@linkplain #kinds kinds of workflow} that
     * they define, as a registry does.
     *
     * @throws PluginException if one cannot be used or two have one name
     */
    public static Plugins find(List<Path> jars) {
        return new Plugins(GuestList.find(jars, CLOSE_PATIENCE));
    }

    /**
     * The kinds of workflow that a program with these plug-ins knows.
     *
     * @throws PluginException if one has two definitions, or a name that breaks the rule
     */
    public WorkflowKinds kinds() {
        List<WorkflowDefinition<?, ?>> all = new ArrayList<>();
        guests.forEach(guest -> all.addAll(guest.workflows()));
        try {
            return WorkflowKinds.builtIn().with(all);
        } catch (IllegalArgumentException twice) {
            throw new PluginException("the plug-ins " + names() + " do not go together: " + twice.getMessage(), twice);
        }
    }

    /**
     * What carries out the effects of those kinds, by name.
     *
     * @throws PluginException if two plug-ins carry out one
     */
    public Map<String, WorkflowEffect> effects() {
        Map<String, WorkflowEffect> all = new HashMap<>();
        for (Guest guest : guests) {
            guest.effects().forEach((name, effect) -> {
                if (all.put(name, effect) != null) {
                    throw new PluginException(
                            guest + " carries out " + name + ", as another plug-in does; load one of the two");
                }
            });
        }
        return Map.copyOf(all);
    }

    /** The names of the plug-ins, in their order. */
    public List<String> names() {
        return guests.stream().map(Guest::name).toList();
    }

    /** Takes the place of the program's own file server; null if no plug-in does. */
    public @Nullable Initializer initializer() {
        Guest server = fileServer();
        return server == null ? null : server.initializer();
    }

    /**
     * The processors of the plug-ins as one, where a plug-in is the file server.
     *
     * @throws IllegalStateException if none is
     */
    public Processor processor() {
        Guest server = fileServer();
        if (server == null || server.processor() == null) {
            throw new IllegalStateException("no plug-in gives an Initializer: ask for processorAfter(fileServer)");
        }
        return ProcessorChain.of(server.processor(), beside(server));
    }

    /** A file server's processor, and after it those of the plug-ins, as one. */
    public Processor processorAfter(Processor fileServer) {
        return ProcessorChain.of(fileServer, beside(null));
    }

    private @Nullable Guest fileServer() {
        return guests.stream()
                .filter(guest -> guest.initializer() != null)
                .findFirst()
                .orElse(null);
    }

    private List<ProcessorChain.Guest> beside(@Nullable Guest server) {
        List<ProcessorChain.Guest> beside = new ArrayList<>();
        for (Guest guest : guests) {
            if (guest != server && guest.processor() != null) {
                beside.add(new ProcessorChain.Guest(guest.name(), guest.processor()));
            }
        }
        return beside;
    }

    /** Closes all, {@linkplain #close(Duration) with a second} for them together. */
    @Override
    public void close() {
        close(CLOSE_PATIENCE);
    }

    /**
     * Closes all, last opened first, each on a thread of its own. What fails is logged. One that does not return within
     * its part of the patience is interrupted and left behind on a daemon thread. Call it when the observer is closed.
     *
     * @param patience for all together
     */
    public void close(Duration patience) {
        GuestList.close(guests, patience);
    }
}
