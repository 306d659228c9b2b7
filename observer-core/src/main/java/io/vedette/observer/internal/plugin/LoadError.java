package io.vedette.observer.internal.plugin;

import io.vedette.observer.internal.ErrorText;
import io.vedette.observer.plugin.PluginException;
import java.util.ServiceConfigurationError;

/** Says in one line why a plug-in could not be loaded or opened, and what to do about it. */
final class LoadError {

    private LoadError() {}

    /** The failure, then what was thrown, then the next step where it is known. */
    static PluginException of(String failure, Throwable thrown) {
        Throwable bare = bare(thrown);
        return new PluginException((failure + ": " + reason(bare) + nextStep(bare)).replaceAll("\\R", " "), thrown);
    }

    /** Without what the JDK puts around an exception of a constructor or of a class's initialisation. */
    private static Throwable bare(Throwable thrown) {
        boolean wrapped = thrown instanceof ServiceConfigurationError || thrown instanceof ExceptionInInitializerError;
        return wrapped && thrown.getCause() != null ? bare(thrown.getCause()) : thrown;
    }

    private static String reason(Throwable thrown) {
        String message = ErrorText.messageOf(thrown);
        return message != null && saysItself(thrown) ? message : ErrorText.of(thrown);
    }

    /** Exceptions that say a rule to a person need no class name before it. */
    private static boolean saysItself(Throwable thrown) {
        return thrown instanceof IllegalArgumentException
                || thrown instanceof IllegalStateException
                || thrown instanceof PluginException
                || thrown instanceof ServiceConfigurationError;
    }

    private static String nextStep(Throwable thrown) {
        if (thrown instanceof UnsupportedClassVersionError) {
            return "; build it for Java " + Runtime.version().feature() + ", or run the program on a later Java";
        }
        if (thrown instanceof NoClassDefFoundError || thrown instanceof ClassNotFoundException) {
            return "; put the library that holds this class into the jar";
        }
        return thrown instanceof LinkageError ? "; build it again with the jars of this program" : "";
    }
}
