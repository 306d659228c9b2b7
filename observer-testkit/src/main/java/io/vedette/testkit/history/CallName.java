package io.vedette.testkit.history;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The calls that an observer makes to an implementor and, as commands, to its registry, and the fields of each. */
public enum CallName {
    GET_REPO("initializer.getRepo", "repo"),
    INIT_REPO("initializer.initRepo", "repo"),
    ATTACH_REMOTE("initializer.attachRemote", "repo", "remote"),
    MOVE_REPO("initializer.moveRepo", "repo", "workflow", "oldHostPath", "oldShadowPath", "newHostPath"),
    DISCARD_MOVE("initializer.discardMove", "repo", "workflow", "oldHostPath", "oldShadowPath", "newHostPath"),
    ENABLE_REPO("processor.enableRepo", "repo", "path", "hostPath", "shadowPath"),
    DISABLE_REPO("processor.disableRepo", "repo"),
    FREEZE_REPO("processor.freezeRepo", "repo", "workflow", "author"),
    UNFREEZE_REPO("processor.unfreezeRepo", "repo", "workflow", "author"),
    ARCHIVE_REPO("processor.archiveRepo", "repo", "workflow", "author"),
    UNARCHIVE_REPO("processor.unarchiveRepo", "repo", "workflow", "author"),
    COLLECT_REPO("processor.collectRepo", "repo", "workflow"),
    CONFIRM_SHADOW("command.confirmShadow", "repo", "shadowPath"),
    CONFIRM_REMOTE("command.confirmRemote", "repo", "remote"),
    SET_REPO_ERROR("command.setRepoError", "repo", "message"),
    RELEASE_MOVE_REPO("command.releaseMoveRepo", "repo", "workflow"),
    CONFIRM_SHADOW_DISABLED("command.confirmShadowDisabled", "repo", "workflow"),
    COMPLETE_GC("command.completeGc", "repo", "workflow"),
    PING("command.ping", "workflow"),
    COMMIT_MOVE_REPO("command.commitMoveRepo", "repo", "workflow", "shadowPath"),
    DISCARD_MOVE_REPO("command.discardMoveRepo", "repo", "workflow"),
    COMPLETE_FILES("command.completeFiles", "repo", "workflow", "code", "message");

    private static final Map<String, CallName> BY_TEXT =
            Arrays.stream(values()).collect(Collectors.toMap(CallName::text, Function.identity()));

    private final String text;
    private final List<String> fields;

    CallName(String text, String... fields) {
        this.text = text;
        this.fields = List.of(fields);
    }

    /** As files have it, as {@code initializer.getRepo}. */
    public String text() {
        return text;
    }

    /** The names of its fields, in their order. */
    public List<String> fields() {
        return fields;
    }

    /** Whether it is about one repository. */
    public boolean ofRepo() {
        return fields.contains("repo");
    }

    /** Whether it is a command to the registry. */
    public boolean isCommand() {
        return text.startsWith("command.");
    }

    /**
     * The call with this text.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static CallName of(String text) {
        CallName found = BY_TEXT.get(text);
        if (found == null) {
            throw new IllegalArgumentException("there is no call \"" + text + "\"; there are "
                    + Arrays.stream(values()).map(CallName::text).collect(Collectors.joining(", ")));
        }
        return found;
    }
}
