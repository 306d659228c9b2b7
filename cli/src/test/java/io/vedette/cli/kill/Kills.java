package io.vedette.cli.kill;

import io.vedette.cli.VedetteProcess;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** A test that lets real processes die; what it chooses can be chosen again. */
@Tag("slow")
@Tag("faults")
abstract class Kills {

    /** How often everything is done. */
    static final int ROUNDS = Integer.getInteger("vedette.rounds", 1);

    private final long seed = Long.getLong("vedette.seed", System.nanoTime());
    final Random random = new Random(seed);

    @TempDir
    Path folder;

    @BeforeAll
    static void startSooner() throws Exception {
        VedetteProcess.manyWillStart();
    }

    @BeforeEach
    final void tellSeed() {
        System.out.println(getClass().getSimpleName() + " seed " + seed);
    }
}
