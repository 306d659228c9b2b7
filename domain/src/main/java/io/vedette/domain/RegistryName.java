package io.vedette.domain;

import java.util.regex.Pattern;

/** How a registry may be called. */
public final class RegistryName {

    /** The rule, for people. */
    public static final String RULE = "must be 1 to 64 of a-z 0-9 _ . - and begin with a letter or a digit";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,63}");

    private RegistryName() {}

    /** Whether a registry may be called so. */
    public static boolean isValid(String name) {
        return NAME.matcher(name).matches();
    }
}
