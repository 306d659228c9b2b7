package io.vedette.cli;

import com.fasterxml.uuid.Generators;
import io.vedette.server.storage.RocksOptions;
import io.vedette.server.storage.RocksStorage;
import java.nio.file.Path;

/** Opens stores the way the program wants them. */
public final class Stores {

    private Stores() {}

    /** The journals in a directory; makes them where it is empty or absent. */
    public static RocksStorage open(Path directory) {
        return RocksStorage.open(
                directory,
                RocksOptions.defaults(Generators.timeBasedEpochGenerator().generate()));
    }
}
