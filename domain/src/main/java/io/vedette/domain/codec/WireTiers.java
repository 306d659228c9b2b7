package io.vedette.domain.codec;

import io.vedette.domain.StorageTier;
import io.vedette.domain.TierChangeCode;

/** Storage tiers on the wire. Reading an unknown one throws {@link IllegalArgumentException}. */
public final class WireTiers {

    private WireTiers() {}

    /** Writes a tier. */
    public static io.vedette.proto.v1.StorageTier tier(StorageTier tier) {
        return tier == StorageTier.NONE
                ? io.vedette.proto.v1.StorageTier.STORAGE_TIER_UNSPECIFIED
                : io.vedette.proto.v1.StorageTier.valueOf(tier.name());
    }

    /** Reads a tier. */
    public static StorageTier tier(io.vedette.proto.v1.StorageTier tier) {
        return switch (tier) {
            case STORAGE_TIER_UNSPECIFIED -> StorageTier.NONE;
            case UNRECOGNIZED -> throw new IllegalArgumentException("unknown storage tier");
            default -> StorageTier.valueOf(tier.name());
        };
    }

    /** Reads the tier that a change of tier names: there is one. */
    static StorageTier named(io.vedette.proto.v1.StorageTier tier) {
        StorageTier named = tier(tier);
        if (named == StorageTier.NONE) {
            throw new IllegalArgumentException("tier is missing");
        }
        return named;
    }

    /** Writes how a change of tier ended. */
    public static io.vedette.proto.v1.TierChangeCode code(TierChangeCode code) {
        return switch (code) {
            case OK -> io.vedette.proto.v1.TierChangeCode.TIER_CHANGE_OK;
            case FAILED -> io.vedette.proto.v1.TierChangeCode.TIER_CHANGE_FAILED;
            case ABORTED -> io.vedette.proto.v1.TierChangeCode.TIER_CHANGE_ABORTED;
            case GIVEN_UP -> io.vedette.proto.v1.TierChangeCode.TIER_CHANGE_GIVEN_UP;
        };
    }

    /** Reads how a change of tier ended. */
    public static TierChangeCode code(io.vedette.proto.v1.TierChangeCode code) {
        return switch (code) {
            case TIER_CHANGE_OK -> TierChangeCode.OK;
            case TIER_CHANGE_FAILED -> TierChangeCode.FAILED;
            case TIER_CHANGE_ABORTED -> TierChangeCode.ABORTED;
            case TIER_CHANGE_GIVEN_UP -> TierChangeCode.GIVEN_UP;
            case UNRECOGNIZED -> throw new IllegalArgumentException("unknown code of a tier change");
        };
    }
}
