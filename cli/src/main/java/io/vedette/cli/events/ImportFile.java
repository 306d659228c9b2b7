package io.vedette.cli.events;

import io.vedette.cli.Exit;
import io.vedette.cli.UserError;
import io.vedette.client.HistoryImport;
import io.vedette.client.ImportedEvent;
import io.vedette.domain.AggregateId;
import io.vedette.domain.Event;
import io.vedette.domain.ImportId;
import io.vedette.domain.RegistryId;
import io.vedette.testkit.history.HistoryFile;
import io.vedette.testkit.history.HistoryLine;
import io.vedette.testkit.history.HistoryReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** A history file that can be imported: it was read to its end once, and is read again for each pass of the import. */
final class ImportFile {

    private final HistoryFile file;
    private final ImportCheck check;
    private final Event.Bytes digest;

    private ImportFile(HistoryFile file, ImportCheck check, Event.Bytes digest) {
        this.file = file;
        this.check = check;
        this.digest = digest;
    }

    /** Reads a file; one that cannot be imported is an error of the user's. */
    static ImportFile of(Path path) throws IOException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new UserError(
                    Exit.USAGE, path + " is not a file that can be read more than once; an import needs one");
        }
        ImportCheck check = new ImportCheck(path.toString());
        HistoryFile file = HistoryFile.of(path.toString(), path, check::take);
        check.end(file);
        return new ImportFile(file, check, digest(path));
    }

    /** The import of the file, whether it can be imported or not. */
    static ImportId idOf(Path path) throws IOException {
        return ImportId.ofDigest(digest(path));
    }

    private static Event.Bytes digest(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            DigestInputStream digesting = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"));
            digesting.transferTo(OutputStream.nullOutputStream());
            return Event.Bytes.copyOf(digesting.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** The names of its registries. */
    List<String> registries() {
        return file.summary().registries();
    }

    /** How many histories it has. */
    long histories() {
        return file.summary().histories();
    }

    /** What a client imports. */
    HistoryImport content() {
        List<RegistryId> ids = registries().stream().map(file.names()::registry).toList();
        return new HistoryImport(digest, ids, file.summary().events(), source());
    }

    /** Reads on demand, on a thread that may wait for a disk. */
    private Flux<ImportedEvent> source() {
        return Flux.<ImportedEvent, Pass>generate(
                        Pass::new,
                        (pass, sink) -> {
                            ImportedEvent next = pass.next();
                            if (next == null) {
                                sink.complete();
                            } else {
                                sink.next(next);
                            }
                            return pass;
                        },
                        Pass::close)
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** One reading of the file. Counts versions only where the file does not have them all. */
    private final class Pass {
        private final HistoryReader lines = file.read();
        private final Map<AggregateId, Long> counted = new HashMap<>();

        @Nullable
        ImportedEvent next() {
            HistoryLine line = lines.next();
            if (!(line instanceof HistoryLine.Occurred event)) {
                return null;
            }
            long version =
                    check.versioned() ? event.stamp().version() : counted.merge(event.aggregate(), 1L, Long::sum);
            return new ImportedEvent(event.aggregate(), version, event.event());
        }

        void close() {
            lines.close();
        }
    }
}
