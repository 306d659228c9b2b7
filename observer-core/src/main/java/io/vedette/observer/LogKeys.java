package io.vedette.observer;

/**
 * The entries that an observer's log lines have in the {@code MDC}.
 *
 * <p>An implementor's own lines have them too while its method is called and the {@code Mono} that it returned is being
 * subscribed, on that thread; with {@link Blocking}, while the blocking method runs. Code that goes on elsewhere finds
 * them in the Reactor context under {@link #CONTEXT}.
 */
public final class LogKeys {

    /** The id of the repository, or of the registry itself: a UUID. */
    public static final String ENTITY = "entity";

    /** The registry's name. */
    public static final String REGISTRY = "registry";

    /** {@code load} while that is done which was there when the observer found the entity; {@code live} later. */
    public static final String PHASE = "phase";

    /** The attempt: 1 for the first try. */
    public static final String ATTEMPT = "attempt";

    /** The key in the Reactor context of a call to an implementor: an immutable {@code Map<String, String>} of the entries. */
    public static final String CONTEXT = "vedette.log";

    private LogKeys() {}
}
