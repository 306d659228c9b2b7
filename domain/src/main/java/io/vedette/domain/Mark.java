package io.vedette.domain;

/**
 * Points at one event of a history.
 *
 * @param version its version
 * @param id its ULID
 */
public record Mark(long version, EventId id) {

    static Mark of(Recorded recorded) {
        return new Mark(recorded.version(), recorded.id());
    }
}
