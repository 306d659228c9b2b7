package io.vedette.cli.output;

/** A number of things in words. */
public final class Count {

    private Count() {}

    /** As {@code 1 event} and {@code 2 events}. */
    public static String of(long number, String one, String more) {
        return number + " " + (number == 1 ? one : more);
    }
}
