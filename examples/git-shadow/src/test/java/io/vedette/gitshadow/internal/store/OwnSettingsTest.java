package io.vedette.gitshadow.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnSettingsTest {

    @Test
    void theClockOfAFileSystemIsAssumedAndNotMeasured(@TempDir Path folder) {
        OwnSettings.install();

        FS.FileStoreAttributes attributes = FS.FileStoreAttributes.get(folder);

        // Both are JGit's only where they came from the settings: measured, or not in time, the second is far smaller.
        assertThat(attributes.getFsTimestampResolution()).isEqualTo(Duration.ofSeconds(2));
        assertThat(attributes.getMinimalRacyInterval()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void nothingThatTheUserHasSetIsSeen() throws Exception {
        OwnSettings.install();

        assertThat(SystemReader.getInstance().getUserConfig().getSections()).isEmpty();
        assertThat(SystemReader.getInstance().getSystemConfig().getSections()).isEmpty();
    }
}
