package io.vedette.domain;

import static io.vedette.domain.StorageTier.ARCHIVED;
import static io.vedette.domain.StorageTier.ARCHIVE_FAILED;
import static io.vedette.domain.StorageTier.ARCHIVING;
import static io.vedette.domain.StorageTier.FREEZE_FAILED;
import static io.vedette.domain.StorageTier.FREEZING;
import static io.vedette.domain.StorageTier.FROZEN;
import static io.vedette.domain.StorageTier.NONE;
import static io.vedette.domain.StorageTier.ONLINE;
import static io.vedette.domain.StorageTier.UNARCHIVE_FAILED;
import static io.vedette.domain.StorageTier.UNARCHIVING;
import static io.vedette.domain.StorageTier.UNFREEZE_FAILED;
import static io.vedette.domain.StorageTier.UNFREEZING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageTierTest {

    @ParameterizedTest(name = "{0} towards {1} is {2}, then {3} or {4}; before it was {5}")
    @CsvSource({
        "ONLINE,           FROZEN,   FREEZING,    FROZEN,   FREEZE_FAILED,    ONLINE",
        "FREEZE_FAILED,    FROZEN,   FREEZING,    FROZEN,   FREEZE_FAILED,    ONLINE",
        "FROZEN,           ONLINE,   UNFREEZING,  ONLINE,   UNFREEZE_FAILED,  FROZEN",
        "UNFREEZE_FAILED,  ONLINE,   UNFREEZING,  ONLINE,   UNFREEZE_FAILED,  FROZEN",
        "FROZEN,           ARCHIVED, ARCHIVING,   ARCHIVED, ARCHIVE_FAILED,   FROZEN",
        "ARCHIVE_FAILED,   ARCHIVED, ARCHIVING,   ARCHIVED, ARCHIVE_FAILED,   FROZEN",
        "ARCHIVED,         FROZEN,   UNARCHIVING, FROZEN,   UNARCHIVE_FAILED, ARCHIVED",
        "UNARCHIVE_FAILED, FROZEN,   UNARCHIVING, FROZEN,   UNARCHIVE_FAILED, ARCHIVED"
    })
    void changesAsTheMachineSays(
            StorageTier from,
            StorageTier target,
            StorageTier during,
            StorageTier done,
            StorageTier failed,
            StorageTier former) {
        assertThat(from.towards(target)).isEqualTo(during);
        assertThat(TierChangeCode.OK.resultOf(during, target, false)).isEqualTo(done);
        assertThat(TierChangeCode.FAILED.resultOf(during, target, false)).isEqualTo(failed);
        assertThat(TierChangeCode.ABORTED.resultOf(during, target, false)).isEqualTo(former);
        assertThat(TierChangeCode.GIVEN_UP.resultOf(failed, former, true)).isEqualTo(former);
        assertThat(TierChangeCode.ABORTED.resultOf(during, target, true)).isEqualTo(failed);
    }

    @Test
    void thereAreNoOtherWays() {
        int ways = 0;
        for (StorageTier from : StorageTier.values()) {
            for (StorageTier target : StorageTier.values()) {
                if (from.towards(target) != from) {
                    ways++;
                }
            }
        }

        assertThat(ways).isEqualTo(8);
    }

    @Test
    void clientsMayUseARepositoryWhoseFilesAreInPlace() {
        Set<StorageTier> enabled =
                EnumSet.of(ONLINE, FREEZING, FROZEN, UNFREEZING, FREEZE_FAILED, UNFREEZE_FAILED, ARCHIVE_FAILED);
        Set<StorageTier> not = EnumSet.of(NONE, ARCHIVING, ARCHIVED, UNARCHIVING, UNARCHIVE_FAILED);

        assertThat(Arrays.stream(StorageTier.values()).filter(StorageTier::enabled))
                .containsExactlyInAnyOrderElementsOf(enabled);
        assertThat(Arrays.stream(StorageTier.values()).filter(tier -> !tier.enabled()))
                .containsExactlyInAnyOrderElementsOf(not);
    }

    @Test
    void everyTierOnTheWayHasAWayBack() {
        for (StorageTier tier : EnumSet.of(FREEZING, UNFREEZING, ARCHIVING, UNARCHIVING)) {
            assertThat(tier.failed()).isNotEqualTo(tier);
            assertThat(tier.failed().former()).isEqualTo(tier.former());
        }
        assertThat(EnumSet.of(ONLINE, FROZEN, ARCHIVED)).allMatch(tier -> tier.former() == tier);
    }
}
