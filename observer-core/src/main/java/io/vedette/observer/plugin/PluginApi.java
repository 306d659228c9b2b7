package io.vedette.observer.plugin;

/**
 * Which contract between a program and its plug-ins this is. A jar names the one that it was built for in its manifest,
 * as {@code Vedette-Plugin-Api: 1}; that is compared before any code of the jar is loaded.
 */
public final class PluginApi {

    /** The version that this program supports. It changes when a plug-in built for the former could fail. */
    public static final int VERSION = 1;

    /** The attribute of a plug-in jar's manifest. */
    public static final String ATTRIBUTE = "Vedette-Plugin-Api";

    private PluginApi() {}
}
