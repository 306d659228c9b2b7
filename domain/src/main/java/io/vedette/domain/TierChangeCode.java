package io.vedette.domain;

/** How a change of tier ended. */
public enum TierChangeCode {
    /** The files were changed as asked. */
    OK,
    /** The file server could not do it. */
    FAILED,
    /** An administrator took it back before the files were touched: the former tier holds. */
    ABORTED,
    /** An administrator gave up after a failure: the former tier holds. */
    GIVEN_UP;

    /**
     * The tier after a change has ended with this code.
     *
     * @param during the tier while the change was under way
     * @param named the tier that the completing event names
     */
    public StorageTier resultOf(StorageTier during, StorageTier named) {
        return switch (this) {
            case OK, GIVEN_UP -> named;
            case FAILED -> during.failed();
            case ABORTED -> during.former();
        };
    }
}
