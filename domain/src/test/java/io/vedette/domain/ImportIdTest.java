package io.vedette.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ImportIdTest {

    @Test
    void theSameDigestGivesTheSameIdAndAnotherOneAnother() {
        assertThat(ImportId.ofDigest(digest(7))).isEqualTo(ImportId.ofDigest(digest(7)));
        assertThat(ImportId.ofDigest(digest(7))).isNotEqualTo(ImportId.ofDigest(digest(8)));
    }

    @Test
    void anImportIsToldFromEveryOtherWorkflowByItsIdAlone() {
        ImportId id = ImportId.ofDigest(digest(0xff));

        assertThat(id.uuid().version()).isEqualTo(8);
        assertThat(id.uuid().variant()).isEqualTo(2);
        assertThat(ImportId.isOne(id.aggregate())).isTrue();
        assertThat(ImportId.isOne(new AggregateId(AggregateKind.REPO, id.uuid())))
                .isFalse();
        assertThat(ImportId.isOne(DerivedId.of("import:"))).isFalse();
    }

    @Test
    void whatIsNoDigestAndWhatIsNoIdOfAnImportIsRefused() {
        assertThatThrownBy(() -> ImportId.ofDigest(Event.Bytes.copyOf(new byte[16])))
                .hasMessageContaining("32 bytes");
        assertThatThrownBy(() -> new ImportId(new UUID(1, 2))).hasMessageContaining("not the id of an import");
    }

    /** The id does not change: stores remember it. */
    @Test
    void theIdOfADigestIsTheSameInEveryVersion() {
        assertThat(ImportId.ofDigest(digest(0))).hasToString("c4a71d19-48bc-8906-8000-000000000000");
    }

    private static Event.Bytes digest(int fill) {
        byte[] bytes = new byte[ImportId.DIGEST];
        Arrays.fill(bytes, (byte) fill);
        return Event.Bytes.copyOf(bytes);
    }
}
