package io.vedette.testkit.explore;

/** A property does not hold here. */
final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Property property;

    Violation(Property property, String message) {
        super(message, null, false, false);
        this.property = property;
    }

    /** How it is broken. */
    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }

    Property property() {
        return property;
    }
}
