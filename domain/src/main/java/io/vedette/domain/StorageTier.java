package io.vedette.domain;

/** Where a repository's files are on their way between in use, read-only and packed. */
public enum StorageTier {
    /** There is no shadow yet. */
    NONE(false),
    ONLINE(true),
    FREEZING(true),
    FROZEN(true),
    FREEZE_FAILED(true),
    UNFREEZING(true),
    UNFREEZE_FAILED(true),
    ARCHIVING(false),
    ARCHIVED(false),
    ARCHIVE_FAILED(true),
    UNARCHIVING(false),
    UNARCHIVE_FAILED(false);

    private final boolean enabled;

    StorageTier(boolean enabled) {
        this.enabled = enabled;
    }

    /** Whether clients may use a repository in this tier. */
    public boolean enabled() {
        return enabled;
    }

    /**
     * The tier on the way from this one to a target.
     *
     * @return this tier where there is no such way, so that folding never fails
     */
    public StorageTier towards(StorageTier target) {
        return switch (this) {
            case ONLINE, FREEZE_FAILED -> target == FROZEN ? FREEZING : this;
            case FROZEN -> target == ONLINE ? UNFREEZING : target == ARCHIVED ? ARCHIVING : this;
            case UNFREEZE_FAILED -> target == ONLINE ? UNFREEZING : this;
            case ARCHIVE_FAILED -> target == ARCHIVED ? ARCHIVING : this;
            case ARCHIVED, UNARCHIVE_FAILED -> target == FROZEN ? UNARCHIVING : this;
            default -> this;
        };
    }

    /** The tier after a change that was under way has failed. */
    public StorageTier failed() {
        return switch (this) {
            case FREEZING -> FREEZE_FAILED;
            case UNFREEZING -> UNFREEZE_FAILED;
            case ARCHIVING -> ARCHIVE_FAILED;
            case UNARCHIVING -> UNARCHIVE_FAILED;
            default -> this;
        };
    }

    /** The tier that a change under way started from. */
    public StorageTier former() {
        return switch (this) {
            case FREEZING, FREEZE_FAILED -> ONLINE;
            case UNFREEZING, UNFREEZE_FAILED, ARCHIVING, ARCHIVE_FAILED -> FROZEN;
            case UNARCHIVING, UNARCHIVE_FAILED -> ARCHIVED;
            default -> this;
        };
    }
}
