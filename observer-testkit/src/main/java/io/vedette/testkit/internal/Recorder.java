package io.vedette.testkit.internal;

import com.google.gson.JsonPrimitive;
import io.vedette.domain.Author;
import io.vedette.domain.Command;
import io.vedette.domain.EventId;
import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.RemoteSpec;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.WorkflowCommand;
import io.vedette.observer.Cause;
import io.vedette.observer.Initializer;
import io.vedette.observer.MoveOrder;
import io.vedette.observer.ObserverListener;
import io.vedette.observer.Processor;
import io.vedette.observer.RepoInfo;
import io.vedette.testkit.history.CallName;
import io.vedette.testkit.replay.Call;
import io.vedette.testkit.replay.CallListener;
import io.vedette.testkit.replay.Outcome;
import io.vedette.testkit.replay.Outcome.Kind;
import io.vedette.testkit.standin.VirtualTime;
import io.vedette.workflows.WorkflowKinds;
import io.vedette.workflows.WorkflowView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Stands between the observer and an implementor: shows each call to a listener, lets calls fail as told, and brings what
 * the implementor answers on other threads back to the one that replays.
 */
final class Recorder implements Initializer, Processor, ObserverListener {

    private final Initializer initializer;
    private final Processor processor;
    private final boolean ours;
    private final boolean dry;
    private final VirtualTime time;
    private final Failures failures;
    private final CallListener listener;
    private final List<Call> underWay = new ArrayList<>();
    private final WorkflowKinds kinds = WorkflowKinds.builtIn();
    private @Nullable EventId because;
    private @Nullable RepoId about;

    /**
     * A recorder.
     *
     * @param ours whether the implementor answers at once and on the same thread
     * @param dry whether nothing shall be changed that others see
     */
    Recorder(
            Initializer initializer,
            Processor processor,
            boolean ours,
            boolean dry,
            VirtualTime time,
            Failures failures,
            CallListener listener) {
        this.initializer = initializer;
        this.processor = processor;
        this.ours = ours;
        this.dry = dry;
        this.time = time;
        this.failures = failures;
        this.listener = listener;
    }

    /** The calls that have begun and not ended. */
    List<Call> underWay() {
        return underWay;
    }

    @Override
    public void effectStarted(Cause cause, String effect) {
        because = cause.event();
        about = cause.repository().repo();
    }

    /** A command arrives; the error that it shall get, if any. */
    @Nullable
    Throwable commanded(Command command) {
        Call call = call(command);
        listener.called(call);
        Throwable failure = failures.next(call.name(), call.repo());
        listener.ended(call, failure == null ? returned("answered") : failed(failure));
        return failure;
    }

    private Call call(Command command) {
        if (command instanceof RepoCommand.ConfirmShadow confirm) {
            String shadow = confirm.shadow().value();
            return new Call(CallName.CONFIRM_SHADOW, confirm.repo(), Map.of("shadowPath", shadow), because);
        }
        if (command instanceof RepoCommand.ConfirmRemote confirm) {
            String remote = confirm.remote().value();
            return new Call(CallName.CONFIRM_REMOTE, confirm.repo(), Map.of("remote", remote), because);
        }
        if (command instanceof RepoCommand.SetRepoError error) {
            return new Call(CallName.SET_REPO_ERROR, error.repo(), Map.of("message", error.message()), because);
        }
        if (command instanceof WorkflowCommand.Append append) {
            return call(append);
        }
        throw new IllegalStateException("an observer does not post " + command);
    }

    /** A part of a workflow, with the fields that the call has among those of the event. */
    private Call call(WorkflowCommand.Append append) {
        CallName name = CallName.of("command." + WorkflowView.command(kinds, append.event()));
        Map<String, String> fields = new HashMap<>(WorkflowView.fields(kinds, append.event()));
        fields.keySet().retainAll(name.fields());
        fields.put("workflow", append.workflow().toString());
        return new Call(name, name.ofRepo() ? about : null, fields, because);
    }

    @Override
    public Mono<RepoInfo> getRepo(RepoId repo, Cause cause) {
        Call call = new Call(CallName.GET_REPO, repo, Map.of(), cause.event());
        return made(call, () -> initializer.getRepo(repo, told(cause)), Recorder::text);
    }

    @Override
    public Mono<RepoInfo> initRepo(RepoId repo, Cause cause) {
        Call call = new Call(CallName.INIT_REPO, repo, Map.of(), cause.event());
        return made(call, () -> initializer.initRepo(repo, told(cause)), Recorder::text);
    }

    private static String text(RepoInfo info) {
        return "returned {path=" + info.path() + ", hostPath=" + info.hostPath() + ", shadowPath=" + info.shadow()
                + ", omissions=" + text(info.omissions()) + "}";
    }

    /** How many, and those that are listed, so that other ones are another result. */
    private static String text(Omissions omissions) {
        return omissions.count()
                + (omissions.first().isEmpty()
                        ? ""
                        : omissions.first().stream()
                                .map(each -> new JsonPrimitive(each.path()) + ": " + new JsonPrimitive(each.reason()))
                                .collect(Collectors.joining(", ", " [", "]")));
    }

    @Override
    public Mono<HostPath> moveRepo(MoveOrder order) {
        return made(
                call(CallName.MOVE_REPO, order),
                () -> initializer.moveRepo(told(order)),
                shadow -> "returned {shadowPath=" + shadow + "}");
    }

    @Override
    public Mono<Void> discardMove(MoveOrder order) {
        return made(call(CallName.DISCARD_MOVE, order), () -> initializer.discardMove(told(order)), Recorder::nothing);
    }

    private static Call call(CallName name, MoveOrder order) {
        Map<String, String> fields = Map.of(
                "workflow", order.workflow().toString(),
                "oldHostPath", order.oldHostPath().value(),
                "oldShadowPath", order.oldShadow().value(),
                "newHostPath", order.newHostPath().value());
        return new Call(name, order.repo(), fields, order.cause().event());
    }

    private MoveOrder told(MoveOrder order) {
        return new MoveOrder(
                order.repo(),
                order.workflow(),
                order.oldHostPath(),
                order.oldShadow(),
                order.newHostPath(),
                told(order.cause()));
    }

    @Override
    public Mono<Void> attachRemote(RepoId repo, RemoteSpec remote, Cause cause) {
        Call call = new Call(CallName.ATTACH_REMOTE, repo, Map.of("remote", remote.value()), cause.event());
        return made(call, () -> initializer.attachRemote(repo, remote, told(cause)), Recorder::nothing);
    }

    @Override
    public Mono<Void> enableRepo(RepoInfo info, Cause cause) {
        Map<String, String> fields = Map.of(
                "path", info.path().value(),
                "hostPath", info.hostPath().value(),
                "shadowPath", info.shadow() == null ? "" : info.shadow().value());
        Call call = new Call(CallName.ENABLE_REPO, info.repo(), fields, cause.event());
        return made(call, () -> processor.enableRepo(info, told(cause)), Recorder::nothing);
    }

    @Override
    public Mono<Void> disableRepo(RepoId repo, Cause cause) {
        Call call = new Call(CallName.DISABLE_REPO, repo, Map.of(), cause.event());
        return made(call, () -> processor.disableRepo(repo, told(cause)), Recorder::nothing);
    }

    @Override
    public Mono<Void> freezeRepo(RepoId repo, Author author, Cause cause) {
        Call call = new Call(CallName.FREEZE_REPO, repo, fields(author, cause), cause.event());
        return made(call, () -> processor.freezeRepo(repo, author, told(cause)), Recorder::nothing);
    }

    @Override
    public Mono<Void> unfreezeRepo(RepoId repo, Author author, Cause cause) {
        Call call = new Call(CallName.UNFREEZE_REPO, repo, fields(author, cause), cause.event());
        return made(call, () -> processor.unfreezeRepo(repo, author, told(cause)), Recorder::nothing);
    }

    private static Map<String, String> fields(Author author, Cause cause) {
        return cause.workflow() == null
                ? Map.of("author", author.value())
                : Map.of("author", author.value(), "workflow", cause.workflow().toString());
    }

    private static String nothing(Void nothing) {
        return "done";
    }

    private Cause told(Cause cause) {
        return dry ? cause.rehearsed() : cause;
    }

    @SuppressWarnings("ConstantValue") // implementors are not checked for null
    private <T> Mono<T> made(Call call, Supplier<Mono<T>> target, Function<T, String> wording) {
        listener.called(call);
        Throwable failure = failures.next(call.name(), call.repo());
        if (failure != null) {
            listener.ended(call, failed(failure));
            return Mono.error(failure);
        }
        Mono<T> answer;
        try {
            answer = target.get();
        } catch (Throwable thrown) {
            listener.ended(call, new Outcome(Kind.THREW, "threw " + thrown));
            throw thrown;
        }
        if (answer == null) {
            listener.ended(call, new Outcome(Kind.RETURNED_NULL, "returned null"));
            return answer;
        }
        Mono<T> told = ours ? answer : broughtBack(call, answer);
        return told.doOnSuccess(value -> listener.ended(call, returned(value == null ? "done" : wording.apply(value))))
                .doOnError(error -> listener.ended(call, failed(error)))
                .doOnCancel(() -> listener.ended(call, new Outcome(Kind.CANCELLED, "was cancelled")));
    }

    private <T> Mono<T> broughtBack(Call call, Mono<T> answer) {
        return Mono.defer(() -> {
            underWay.add(call);
            return answer.publishOn(time).doFinally(end -> underWay.remove(call));
        });
    }

    private static Outcome returned(String text) {
        return new Outcome(Kind.RETURNED, text);
    }

    private static Outcome failed(Throwable error) {
        String message = Objects.toString(error.getMessage(), "");
        return new Outcome(Kind.FAILED, "failed: " + error.getClass().getSimpleName() + ": " + message);
    }
}
