package io.vedette.client;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.vedette.domain.CommandId;
import java.util.OptionalLong;

/**
 * How a command is to be executed.
 *
 * @param id makes it idempotent
 * @param expectedVersion the version that the aggregate must have, if it matters
 */
public record CommandOptions(CommandId id, OptionalLong expectedVersion) {

    private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();

    /** A new id, any version. */
    public static CommandOptions fresh() {
        return of(new CommandId(IDS.generate()));
    }

    /** This id, any version. */
    public static CommandOptions of(CommandId id) {
        return new CommandOptions(id, OptionalLong.empty());
    }

    /** The same with an expected version. */
    public CommandOptions expecting(long version) {
        return new CommandOptions(id, OptionalLong.of(version));
    }
}
