package io.vedette.domain;

import com.github.f4b6a3.ulid.Ulid;

/**
 * Identifies an event: a ULID. Their order is the order of the events.
 *
 * @param msb the upper 64 bits, of which the upper 48 are the time in milliseconds
 * @param lsb the lower 64 bits
 */
public record EventId(long msb, long lsb) implements Comparable<EventId> {

    /**
     * Reads the 26 characters of the canonical form.
     *
     * @throws IllegalArgumentException if the text is not a ULID
     */
    public static EventId of(String text) {
        Ulid ulid = Ulid.from(text);
        return new EventId(ulid.getMostSignificantBits(), ulid.getLeastSignificantBits());
    }

    /** The time within the id: milliseconds since 1970-01-01T00:00:00Z. */
    public long millis() {
        return msb >>> 16;
    }

    @Override
    public int compareTo(EventId other) {
        int high = Long.compareUnsigned(msb, other.msb);
        return high != 0 ? high : Long.compareUnsigned(lsb, other.lsb);
    }

    @Override
    public String toString() {
        return new Ulid(msb, lsb).toString();
    }
}
