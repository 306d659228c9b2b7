package io.vedette.domain;

import org.jspecify.annotations.Nullable;

/** How a change of tier ended. */
public enum TierChangeCode {
    /** The files were changed as asked. */
    OK,
    /** The file server could not do it. */
    FAILED,
    /** It was taken back before the files were touched: what was before holds, even a failure. */
    ABORTED,
    /** An administrator gave up after a failure: the former tier holds. */
    GIVEN_UP;

    /**
     * The tier after a change has ended with this code.
     *
     * @param during the tier while the change was under way
     * @param named the tier that the completing event names
     * @param again whether the change tried again what had failed before
     */
    StorageTier resultOf(StorageTier during, StorageTier named, boolean again) {
        return switch (this) {
            case OK, GIVEN_UP -> named;
            case FAILED -> during.failed();
            case ABORTED -> again ? during.failed() : during.former();
        };
    }

    /**
     * The workflow whose change of tier has failed, after a change has ended with this code.
     *
     * @param workflow that has ended
     * @param before the one that had failed before it began
     */
    @Nullable
    WorkflowId failureOf(WorkflowId workflow, @Nullable WorkflowId before) {
        return switch (this) {
            case OK, GIVEN_UP -> null;
            case FAILED -> workflow;
            case ABORTED -> before;
        };
    }
}
