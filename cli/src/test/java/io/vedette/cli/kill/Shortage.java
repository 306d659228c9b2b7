package io.vedette.cli.kill;

import io.vedette.cli.Shell;
import io.vedette.cli.VedetteProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A disk that is full for a while. Where the test may mount file systems, the folder is a small one of its own, which is
 * filled to its last byte; elsewhere a limit on the size of the process's files stands for that, and says so on standard
 * output.
 */
interface Shortage extends AutoCloseable {

    /** From now on the process cannot write into the folder. */
    void begin(VedetteProcess process) throws Exception;

    /** There is room again. */
    void end(VedetteProcess process) throws Exception;

    /** Whether it also meets a process that starts while it lasts. */
    boolean isOfDisk();

    /** The system's words for it. */
    String words();

    @Override
    void close() throws Exception;

    /** For a folder that does not exist yet, or is empty. */
    static Shortage of(Path folder, int mebibytes) throws Exception {
        Files.createDirectories(folder);
        List<String> mount =
                List.of("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", folder.toString());
        try {
            if (!Boolean.getBoolean("vedette.no.mount")
                    && Shell.tryRun(folder, mount).exit() == 0) {
                return new SmallDisk(folder);
            }
        } catch (IOException noSuchProgram) {
            // As where it is not allowed.
        }
        System.out.println(
                "No disk can be mounted here: a limit on the size of files stands for a full one at " + folder);
        return new FileLimit();
    }

    /** A small file system. */
    record SmallDisk(Path folder) implements Shortage {

        private Path ballast() {
            return folder.resolve(".ballast");
        }

        @Override
        public void begin(VedetteProcess process) throws IOException {
            byte[] block = new byte[4096];
            try (OutputStream ballast = Files.newOutputStream(ballast())) {
                while (true) {
                    ballast.write(block);
                }
            } catch (IOException full) {
                if (!String.valueOf(full.getMessage()).contains(words())) {
                    throw full;
                }
            }
        }

        @Override
        public void end(VedetteProcess process) throws IOException {
            Files.deleteIfExists(ballast());
        }

        @Override
        public boolean isOfDisk() {
            return true;
        }

        @Override
        public String words() {
            return "No space left on device";
        }

        @Override
        public void close() throws Exception {
            Shell.run(folder.getParent(), "umount", "-l", folder.toString());
        }
    }

    /** A limit that the system sets a process. */
    record FileLimit() implements Shortage {

        @Override
        public void begin(VedetteProcess process) throws Exception {
            limit(process, "100");
        }

        @Override
        public void end(VedetteProcess process) throws Exception {
            if (!process.ended(Duration.ZERO)) {
                limit(process, "unlimited");
            }
        }

        private static void limit(VedetteProcess process, String bytes) throws Exception {
            Shell.run(Path.of("."), "prlimit", "--pid", "" + process.pid(), "--fsize=" + bytes + ":unlimited");
        }

        @Override
        public boolean isOfDisk() {
            return false;
        }

        @Override
        public String words() {
            return "File too large";
        }

        @Override
        public void close() {}
    }
}
