package io.vedette.gitshadow.internal.snapshot;

/** A file did not stand still while it was read. Trying once more helps. */
final class ChangedWhileRead extends Exception {
    ChangedWhileRead() {
        super("changed while it was read", null, false, false);
    }
}
