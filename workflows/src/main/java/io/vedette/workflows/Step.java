package io.vedette.workflows;

import io.vedette.domain.Command;
import io.vedette.domain.Refusal;
import io.vedette.workflows.internal.Guard;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a party does next.
 *
 * <p>What a step leads to is a function of its definition, which may be anybody's code. One that is broken, as for a class
 * that is missing, or answers null, throws an exception when it is applied, and never an error.
 */
public sealed interface Step {

    /**
     * Nothing, until the history goes on.
     *
     * @param what is waited for
     * @param who has to do it, for people
     * @param limit what happens if it takes too long; null if it may take for ever. Only the registry keeps time
     */
    record Wait(String what, String who, @Nullable Limit limit) implements Step {

        /** Checks that it says what it waits for. */
        public Wait {
            Objects.requireNonNull(what, "what");
            Objects.requireNonNull(who, "who");
        }
    }

    /**
     * A limit of a wait.
     *
     * @param sinceStart how long after the workflow's first event; a negative one has passed at once
     * @param then what is done then
     */
    record Limit(Duration sinceStart, Step then) {

        /** Checks that it is a limit. */
        public Limit {
            Objects.requireNonNull(sinceStart, "sinceStart");
            Objects.requireNonNull(then, "then");
        }
    }

    /**
     * Has an observer carry out an effect. The same effect may be carried out again after a restart; as long as the observer
     * lives, one with the same arguments is not, in whatever phase it is asked for.
     *
     * @param call the effect
     * @param then what its result leads to: another step, seldom a second effect
     * @param failed what its failure leads to, given the reason, once it is not tried again; null if the failure is to be
     *     stored as an error of the repository, after whose clearing the effect is tried again
     */
    record Do(
            Call call,
            Function<Map<String, String>, Step> then,
            @Nullable Function<String, Step> failed) implements Step {

        /** Guards what it leads to. */
        public Do {
            Objects.requireNonNull(call, "call");
            then = Guard.later(then);
            failed = failed == null ? null : Guard.later(failed);
        }
    }

    /**
     * Tells an aggregate.
     *
     * @param command what is told
     * @param refused what a refusal leads to, for the registry alone; null if it needs an operator, and for all others, who wait
     *     for what the registry does next
     */
    record Post(Command command, @Nullable Function<Refusal, Step> refused) implements Step {

        /** Guards what it leads to. */
        public Post {
            Objects.requireNonNull(command, "command");
            refused = refused == null ? null : Guard.later(refused);
        }
    }

    /**
     * Asks a person to do something by hand; a step of {@link Role#ADMIN}.
     *
     * @param task what
     * @param done what is posted when the person says that it is done
     */
    record Ask(String task, Post done) implements Step {

        /** Checks that it asks for something. */
        public Ask {
            Objects.requireNonNull(task, "task");
            Objects.requireNonNull(done, "done");
        }
    }

    /** The party's part is over. */
    record End() implements Step {}

    /** Nothing, until the history goes on, however long that takes. */
    static Step waitFor(String what, String who) {
        return new Wait(what, who, null);
    }

    /** Nothing at all. */
    static Step end() {
        return new End();
    }
}
