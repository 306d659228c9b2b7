package io.vedette.gitshadow.internal.store;

import java.io.File;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * Keeps JGit to the settings of the shadows themselves: what the user or the machine has set for git does not change
 * what is stored or served, and nothing is written to the user's home, where a killed process would leave a lock.
 */
final class OwnSettings extends SystemReader.Delegate {

    private OwnSettings(SystemReader system) {
        super(system);
    }

    /** Puts it in place, for all that use this copy of JGit. */
    static synchronized void install() {
        SystemReader current = SystemReader.getInstance();
        if (!(current instanceof OwnSettings)) {
            SystemReader.setInstance(new OwnSettings(current));
        }
    }

    @Override
    public FileBasedConfig openUserConfig(@Nullable Config parent, FS files) {
        return new CoarseClocks(parent, files);
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS files) {
        return new Nothing(parent, files);
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS files) {
        return new Nothing(parent, files);
    }

    private static class Nothing extends FileBasedConfig {
        Nothing(@Nullable Config parent, FS files) {
            super(parent, new File("/dev/null"), files);
        }

        @Override
        public void load() {}

        @Override
        public void save() {}

        @Override
        public boolean isOutdated() {
            return false;
        }
    }

    /**
     * Says that every file system's clock ticks each 2 s, JGit's own safe assumption. JGit looks for it in the user's
     * settings, and would else spend seconds at the start to measure it, with files that it leaves behind when killed.
     */
    private static final class CoarseClocks extends Nothing {
        CoarseClocks(@Nullable Config parent, FS files) {
            super(parent, files);
        }

        @Override
        public @Nullable String getString(String section, @Nullable String subsection, String name) {
            return section.equals("filesystem") ? "2 seconds" : super.getString(section, subsection, name);
        }
    }
}
