package io.vedette.server.storage;

/** Whether a store can resume from a cursor. */
public enum Resumption {
    /** It can. */
    POSSIBLE,
    /** The cursor belongs to another store. */
    OTHER_STORE,
    /** The store's history differs from what the cursor saw: it was restored from an older backup. */
    HISTORY_DIVERGED,
    /** The events after the cursor were trimmed. */
    COMPACTED
}
