package io.vedette.domain.codec;

import io.vedette.domain.Cursor;
import io.vedette.domain.Filter;
import io.vedette.domain.Head;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Start;
import io.vedette.proto.v1.StartAt;
import java.util.stream.Collectors;

/** Cursors, starts, filters and heads on the wire. Reading throws {@link IllegalArgumentException} on a broken one. */
public final class WireCursors {

    private WireCursors() {}

    /** Writes a cursor. */
    public static io.vedette.proto.v1.Cursor cursor(Cursor cursor) {
        io.vedette.proto.v1.Cursor.Builder wire = io.vedette.proto.v1.Cursor.newBuilder()
                .setStore(WireIds.bytes(cursor.store()))
                .setIncarnation(cursor.incarnation())
                .setPosition(cursor.position());
        if (cursor.eventId() != null) {
            wire.setEventId(WireIds.bytes(cursor.eventId()));
        }
        return wire.build();
    }

    /** Reads a cursor. */
    public static Cursor cursor(io.vedette.proto.v1.Cursor wire) {
        return new Cursor(
                WireIds.uuid(wire.getStore()),
                wire.getIncarnation(),
                wire.getPosition(),
                wire.getEventId().isEmpty() ? null : WireIds.eventId(wire.getEventId()));
    }

    /** Writes a start. */
    public static StartAt start(Start start) {
        if (start instanceof Start.After after) {
            return StartAt.newBuilder().setAfter(cursor(after.cursor())).build();
        }
        return StartAt.newBuilder()
                .setNamed(start instanceof Start.Now ? StartAt.Named.NOW : StartAt.Named.START)
                .build();
    }

    /** Reads a start; an empty one is the beginning. */
    public static Start start(StartAt wire) {
        return switch (wire.getAtCase()) {
            case AFTER -> new Start.After(cursor(wire.getAfter()));
            case NAMED ->
                switch (wire.getNamed()) {
                    case START -> new Start.Beginning();
                    case NOW -> new Start.Now();
                    case UNRECOGNIZED -> throw new IllegalArgumentException("start.named must be START or NOW");
                };
            case AT_NOT_SET -> new Start.Beginning();
        };
    }

    /** Writes a filter. */
    public static io.vedette.proto.v1.Filter filter(Filter filter) {
        return io.vedette.proto.v1.Filter.newBuilder()
                .addAllRegistries(filter.registries())
                .addAllPathPrefixes(
                        filter.prefixes().stream().map(RepoPath::value).toList())
                .addAllKinds(filter.kinds().stream().map(WireIds::kind).toList())
                .build();
    }

    /** Reads a filter. */
    public static Filter filter(io.vedette.proto.v1.Filter wire) {
        return new Filter(
                wire.getRegistriesList().stream().collect(Collectors.toSet()),
                wire.getPathPrefixesList().stream().map(RepoPath::new).toList(),
                wire.getKindsList().stream().map(WireIds::kind).collect(Collectors.toSet()));
    }

    /** Writes a head. */
    public static io.vedette.proto.v1.Head head(Head head) {
        return io.vedette.proto.v1.Head.newBuilder()
                .setAggregate(WireIds.ref(head.aggregate()))
                .setEventId(WireIds.bytes(head.eventId()))
                .setVersion(head.version())
                .setPosition(head.position())
                .addAllRiding(head.riding().stream().map(EventCodec::toProto).toList())
                .build();
    }

    /** Reads a head. */
    public static Head head(io.vedette.proto.v1.Head wire) {
        return new Head(
                WireIds.aggregate(wire.getAggregate()),
                WireIds.eventId(wire.getEventId()),
                wire.getVersion(),
                wire.getPosition(),
                wire.getRidingList().stream().map(EventCodec::fromProto).toList());
    }
}
