package io.vedette.gitshadow.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetadataTest {
    @Test
    void setuidAndSetgidComeAlongOnlyWithTheirOwner() {
        assertThat(Metadata.permissionsFor(07751, true)).isEqualTo(07751);
        assertThat(Metadata.permissionsFor(07751, false)).isEqualTo(01751);
        assertThat(Metadata.permissionsFor(0640, false)).isEqualTo(0640);
    }
}
