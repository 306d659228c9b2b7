package io.vedette.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.spi.ToolProvider;
import org.rocksdb.util.Environment;

/**
 * The classes under test, read and linked once for many processes, by what the Java machine calls class data sharing. For
 * tests that start the program some fifty times: it then serves in half of the time.
 */
final class ClassArchive {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final String SIGNATURES = "*.{SF,RSA,DSA,EC}";

    private ClassArchive() {}

    /**
     * Makes one, in about ten seconds, that goes when this process ends.
     *
     * @return options for processes of the program; where the Java machine makes no archive, they find nothing in it
     */
    static List<String> make() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("vedette-classes");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        String classPath = jars(folder);
        Path list = folder.resolve("classes.lst");
        String archive = "-XX:SharedArchiveFile=" + folder.resolve("classes.jsa");
        String demo = folder.resolve("demo").toString();
        java(
                "-XX:DumpLoadedClassList=" + list,
                "-cp",
                classPath,
                "io.vedette.cli.Vedette",
                "demo",
                "--once",
                "--data",
                demo);
        java("-Xshare:dump", "-XX:SharedClassListFile=" + list, archive, "-cp", classPath);
        // So much room that nothing is collected while a process starts.
        List<String> options = new ArrayList<>(List.of("-Xms128m", "-Xmn80m", archive, "-Xshare:auto"));
        options.addAll(List.of("-Djava.library.path=" + nativeLibraries(folder), "-cp", classPath));
        return options;
    }

    /** RocksDB's, which each process would unpack for itself. */
    private static Path nativeLibraries(Path folder) throws IOException {
        String name = Environment.getJniLibraryFileName("rocksdb");
        Path libraries = Files.createDirectory(folder.resolve("native"));
        try (InputStream library = Objects.requireNonNull(Environment.class.getResourceAsStream("/" + name))) {
            Files.copy(library, libraries.resolve(name));
        }
        return libraries;
    }

    private static void delete(Path folder) {
        try {
            Shell.run(Path.of("/"), "rm", "-r", folder.toString());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(folder + " is left", failed);
        }
    }

    private static void java(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(JAVA.toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(arguments));
        try {
            Shell.run(Path.of("."), command.toArray(String[]::new));
        } catch (AssertionError failed) {
            System.out.println("no class archive, so processes start as ever: " + failed.getMessage());
        }
    }

    /** The class path, all of it as jars that nobody signed, as an archive can hold their classes alone. */
    private static String jars(Path folder) throws IOException {
        List<String> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path from = Path.of(entry);
            Path jar = folder.resolve(jars.size() + ".jar");
            if (Files.isDirectory(from)) {
                ToolProvider.findFirst("jar")
                        .orElseThrow()
                        .run(System.out, System.err, "-c", "-0", "-f", jar.toString(), "-C", entry, ".");
            } else if (Files.exists(from)) {
                unsign(Files.copy(from, jar));
            }
            if (Files.exists(jar)) {
                jars.add(jar.toString());
            }
        }
        return String.join(File.pathSeparator, jars);
    }

    private static void unsign(Path jar) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(jar)) {
            Path notes = files.getPath("META-INF");
            if (Files.exists(notes)) {
                try (DirectoryStream<Path> signatures = Files.newDirectoryStream(notes, SIGNATURES)) {
                    for (Path signature : signatures) {
                        Files.delete(signature);
                    }
                }
            }
        }
    }
}
