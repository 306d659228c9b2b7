package io.vedette.observer.plugin;

import io.vedette.observer.Initializer;
import io.vedette.observer.Processor;
import io.vedette.observer.internal.plugin.Guest;
import io.vedette.observer.internal.plugin.GuestList;
import io.vedette.observer.internal.plugin.ProcessorChain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plug-ins of an observer, opened in the order in which they are named.
 *
 * <ul>
 *   <li>One plug-in may give an {@link Initializer}. It then is the file server: it takes the place of the program's own,
 *       and a {@link Processor} must come from it or from another plug-in.
 *   <li>Each may give a {@link Processor}. They open a repository one after the other: the file server first, then the
 *       others as they are named; each is called when the one before has succeeded. They close it the other way round,
 *       the file server last, and each is called even if another failed.
 *   <li>What fails for one of them fails for the repository; the retry calls all of them again, which is why calls are
 *       idempotent.
 *   <li>Freezing is asked of the file server alone.
 * </ul>
 *
 * <p>A plug-in that throws, returns null or fails in any other way harms the repository that it was called for. Methods
 * may be called by any thread; opening and closing block.
 */
public final class Plugins implements AutoCloseable {

    private final List<Guest> guests;

    private Plugins(List<Guest> guests) {
        this.guests = guests;
    }

    /**
     * Loads and opens plug-ins. No code of a jar runs before its API version was compared.
     *
     * @param jars a jar for each plug-in; may be empty
     * @param context with the options of all of them; each is given those that it names
     * @throws PluginException if one cannot be used, if two give an initializer, if nothing gives a processor to the
     *     initializer, or if an option has no taker; whatever was opened is closed again
     */
    public static Plugins open(List<Path> jars, PluginContext context) {
        return new Plugins(GuestList.open(jars, context));
    }

    /** The names of the plug-ins, in their order. */
    public List<String> names() {
        return guests.stream().map(Guest::name).toList();
    }

    /** Takes the place of the program's own file server; null if no plug-in does. */
    public @Nullable Initializer initializer() {
        for (Guest guest : guests) {
            if (guest.initializer() != null) {
                return guest.initializer();
            }
        }
        return null;
    }

    /**
     * The processors of the plug-ins as one, where a plug-in is the file server.
     *
     * @throws IllegalStateException if no plug-in gives an initializer
     */
    public Processor processor() {
        if (initializer() == null) {
            throw new IllegalStateException("no plug-in gives an Initializer: ask for processorAfter(fileServer)");
        }
        List<Processor> order = new ArrayList<>();
        for (Guest guest : guests) {
            if (guest.processor() != null) {
                order.add(guest.initializer() == null ? order.size() : 0, guest.processor());
            }
        }
        return ProcessorChain.of(order);
    }

    /** A file server's processor, and after it those of the plug-ins, as one. */
    public Processor processorAfter(Processor fileServer) {
        List<Processor> order = new ArrayList<>();
        order.add(fileServer);
        for (Guest guest : guests) {
            if (guest.processor() != null) {
                order.add(guest.processor());
            }
        }
        return ProcessorChain.of(order);
    }

    /** Closes all, last opened first; what fails is logged. Call it when the observer is closed. */
    @Override
    public void close() {
        GuestList.close(guests);
    }
}
