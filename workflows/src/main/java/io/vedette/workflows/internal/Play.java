package io.vedette.workflows.internal;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Command;
import io.vedette.domain.Decision;
import io.vedette.domain.Event;
import io.vedette.domain.EventId;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RegistryDecider;
import io.vedette.domain.RegistryEntry;
import io.vedette.domain.RegistryState;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoDecider;
import io.vedette.domain.RepoView;
import io.vedette.domain.WorkflowCommand;
import io.vedette.workflows.Party;
import io.vedette.workflows.Role;
import io.vedette.workflows.SequenceDiagram.Scene;
import io.vedette.workflows.Step;
import io.vedette.workflows.WorkflowDefinition;
import io.vedette.workflows.WorkflowView;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plays all parts of a workflow by turns until nobody has anything to do. People act when nobody else can, and a wait comes to
 * its limit when people cannot either.
 */
public final class Play {

    private static final int TURNS = 1000;
    private static final Party SERVER = new Party(Role.SERVER, "server");
    private static final Party ADMIN = new Party(Role.ADMIN, "administrator");
    private static final Map<String, String> RESULT = Map.of("shadowPath", "/shadow/new");

    private final WorkflowDefinition<?, ?> definition;
    private final Script script;
    private final Set<List<Object>> answered = new HashSet<>();
    private final @Nullable String abortAt;
    private RegistryState registry;
    private RepoView repo;
    private WorkflowView workflow;
    private @Nullable String lastToAbortAt;
    private long stored;

    private Play(Scene scene, @Nullable String abortAt) {
        this.abortAt = abortAt;
        registry = scene.registry();
        repo = scene.repo();
        workflow = WorkflowView.empty(scene.workflow(), scene.kinds());
        definition = definitionOf(scene);
        script = new Script(parties(definition));
        perform(scene.first(), ADMIN);
        play();
    }

    /**
     * Plays a scene.
     *
     * @param abortAt the phase in which it is aborted; null if it is not
     * @throws IllegalStateException if it does not come to an end
     */
    public static Play of(Scene scene, @Nullable String abortAt) {
        return new Play(scene, abortAt);
    }

    /** What happened, as a Mermaid sequence diagram. */
    public String text() {
        return script.text();
    }

    /** The last phase that was seen in which it could have been aborted; null if there was none. */
    public @Nullable String lastToAbortAt() {
        return lastToAbortAt;
    }

    /** The kind that the first command begins, found by letting the registry decide it. */
    private static WorkflowDefinition<?, ?> definitionOf(Scene scene) {
        WorkflowDefinition<?, ?> definition = null;
        if (scene.first() instanceof WorkflowCommand.Append append) {
            definition = scene.kinds().named(append.event().kind());
        } else if (scene.first() instanceof RegistryCommand begin
                && RegistryDecider.decide(scene.registry(), begin) instanceof Decision.Accept accept
                && accept.events().size() == 1) {
            RegistryState after = scene.registry()
                    .evolve(new Recorded(
                            new EventId(0, 0),
                            null,
                            begin.target(),
                            scene.registry().version() + 1,
                            1,
                            0,
                            null,
                            accept.events().get(0)));
            RegistryEntry entry = after.entryIn(scene.workflow());
            definition = entry == null || entry.undertaking() == null
                    ? null
                    : scene.kinds().opening(entry.undertaking());
        }
        if (definition == null) {
            throw new IllegalArgumentException("no kind of workflow begins with " + scene.first());
        }
        return definition;
    }

    /** The registry, then one observer for each part, then the people. */
    private static Map<Party, String> parties(WorkflowDefinition<?, ?> definition) {
        Map<Party, String> parties = new LinkedHashMap<>();
        parties.put(ADMIN, "administrator");
        parties.put(SERVER, "registry server");
        for (Role role : definition.roles(true, true)) {
            String name = role.name().toLowerCase(Locale.ROOT);
            parties.put(new Party(role, name), role == Role.OBSERVER ? name : name + " (observer)");
        }
        return parties;
    }

    private void play() {
        for (int turn = 0; turn < TURNS; turn++) {
            if (!turn()) {
                if (workflow.isOpen() || workflow.version() == 0) {
                    throw new IllegalStateException(definition.kind() + " does not go on at " + workflow.phase());
                }
                return;
            }
        }
        throw new IllegalStateException(definition.kind() + " does not end");
    }

    /** Lets the first who can do something do it. */
    private boolean turn() {
        String phase = workflow.phase();
        if (phase != null && abortsAt(phase)) {
            lastToAbortAt = phase;
            if (phase.equals(abortAt)) {
                perform(new WorkflowCommand.Abort(workflow.id(), "no need"), ADMIN);
                return true;
            }
        }
        for (Party party : script.parties()) {
            if (party.role() != Role.ADMIN && act(party, next(party))) {
                return true;
            }
        }
        if (act(ADMIN, next(ADMIN))) {
            return true;
        }
        for (Party party : script.parties()) {
            if (next(party) instanceof Step.Wait wait && wait.limit() != null) {
                script.note(party, wait.limit().sinceStart().toSeconds() + " s have passed");
                return act(party, wait.limit().then());
            }
        }
        return false;
    }

    private boolean abortsAt(String phase) {
        var abort = definition.abort("");
        return abort != null
                && definition.transitions().rows().stream()
                        .anyMatch(row -> row.from().name().equals(phase) && row.event() == abort.getClass());
    }

    private Step next(Party party) {
        boolean none = repo.version() == 0;
        return workflow.next(party, none ? null : repo, party.role() == Role.SERVER ? registry : null);
    }

    private boolean act(Party party, Step step) {
        if (step instanceof Step.Do effect) {
            boolean first = answered.add(List.of(party, effect.call(), workflow.version()));
            if (!first) {
                return false;
            }
            script.effect(party, effect.call().name());
            act(party, effect.then().apply(RESULT));
            return true;
        }
        if (step instanceof Step.Ask ask) {
            script.note(party, "does by hand what the task says");
            perform(new WorkflowCommand.ConfirmTask(workflow.id()), party);
            return true;
        }
        if (step instanceof Step.Post post) {
            perform(post.command(), party);
            return true;
        }
        return false;
    }

    private void perform(Command command, Party by) {
        Decision decision;
        String history;
        if (command instanceof RegistryCommand told) {
            decision = RegistryDecider.decide(registry, told);
            history = Script.REGISTRY;
        } else if (command instanceof RepoCommand told) {
            decision = RepoDecider.decide(repo, told);
            history = Script.REPO;
        } else {
            decision = workflow.decide((WorkflowCommand) command);
            history = Script.WORKFLOW;
        }
        if (!(decision instanceof Decision.Accept accept) || accept.events().isEmpty()) {
            throw new IllegalStateException(by.name() + " posts " + command + ", which leads to " + decision);
        }
        script.command(by, history, command, accept.events());
        accept.events().forEach(event -> store(command.target(), event));
    }

    private void store(AggregateId target, Event event) {
        long version = switch (target.kind()) {
            case REGISTRY -> registry.version();
            case REPO -> repo.version();
            case WORKFLOW -> workflow.version();
        };
        stored++;
        Recorded recorded = new Recorded(new EventId(0, stored), null, target, version + 1, stored, 0, null, event);
        switch (target.kind()) {
            case REGISTRY -> registry = registry.evolve(recorded);
            case REPO -> repo = repo.evolve(recorded);
            case WORKFLOW -> workflow = workflow.evolve(recorded);
        }
    }
}
