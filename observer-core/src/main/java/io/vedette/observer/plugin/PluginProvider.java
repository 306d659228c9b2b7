package io.vedette.observer.plugin;

import io.vedette.observer.Cause;
import io.vedette.workflows.WorkflowDefinition;
import java.util.List;
import java.util.Set;

/**
 * What a plug-in jar has one of, found by {@link java.util.ServiceLoader}: a public class with a public constructor
 * without parameters, named in {@code META-INF/services/io.vedette.observer.plugin.PluginProvider}. The jar's manifest
 * names its {@linkplain PluginApi API version}.
 *
 * <p>Each jar has a class loader of its own. It shares with the program the JDK, the packages {@code io.vedette.domain},
 * {@code io.vedette.observer}, {@code io.vedette.observer.plugin} and {@code io.vedette.workflows}, Reactor's core, the reactive streams, the API of
 * SLF4J and the annotations of JSpecify. Copies of these in the jar are not used. Any other library it brings along, in
 * itself or by {@code Class-Path} in its manifest, whatever version the program has of it.
 *
 * <p>All methods are called once, on one thread, which may be blocked, before the observer starts. The thread's context
 * class loader is the plug-in's; so it is wherever a plug-in is called, its publishers are subscribed to, or they are
 * cancelled, and threads that are made there inherit it.
 */
public interface PluginProvider {

    /**
     * What people call the plug-in, as {@code announcer}: letters, digits, dots, hyphens and underscores, at most 64. No two
     * plug-ins of an observer have the same.
     */
    String name();

    /** The names of the options that it understands; it is given those alone. By default it has none. */
    default Set<String> options() {
        return Set.of();
    }

    /**
     * Whether the plug-in heeds {@link PluginContext#dry()} and {@link Cause#dry()}, which always agree: opened and called
     * so, it changes nothing outside of {@link PluginContext#shadowFolder()}. Only one that does is given a recorded history
     * unasked. By default it does not.
     */
    default boolean canRehearse() {
        return false;
    }

    /**
     * The kinds of workflow that it defines; by default none. A registry that is to know them is started with the same jar, and
     * asks for nothing else of it; an observer that plays parts in them opens the plug-in for their {@linkplain Plugin#effects
     * effects}.
     */
    default List<WorkflowDefinition<?, ?>> workflows() {
        return List.of();
    }

    /**
     * Makes the plug-in ready for work.
     *
     * @throws Exception if it cannot work; the program says the message to its user and does not start
     */
    Plugin open(PluginContext context) throws Exception;
}
