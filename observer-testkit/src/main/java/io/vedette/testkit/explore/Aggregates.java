package io.vedette.testkit.explore;

import io.vedette.domain.AggregateKind;
import io.vedette.domain.Command;
import io.vedette.domain.Decision;
import io.vedette.domain.Event;
import io.vedette.domain.Refusal;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RegistryDecider;
import io.vedette.domain.RegistryState;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoDecider;
import io.vedette.domain.RepoView;
import io.vedette.domain.WorkflowCommand;
import io.vedette.workflows.WorkflowView;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The registry, the repository and the workflow, and what they say to commands in each of their histories. */
final class Aggregates {

    /** Instead of a history: the command is refused there. */
    static final int REFUSED = -1;

    private final Timeline<RegistryState> registry;
    private final Timeline<RepoView> repo;
    private final Timeline<WorkflowView> workflow;
    private final Index<Command> commands = new Index<>("commands", Bits.COMMANDS - 1);
    private final Map<Long, Integer> answers = new HashMap<>();
    private final Map<Long, Refusal> refusals = new HashMap<>();

    Aggregates(Timeline<RegistryState> registry, Timeline<RepoView> repo, Timeline<WorkflowView> workflow) {
        this.registry = registry;
        this.repo = repo;
        this.workflow = workflow;
    }

    Timeline<RegistryState> registry() {
        return registry;
    }

    Timeline<RepoView> repo() {
        return repo;
    }

    Timeline<WorkflowView> workflow() {
        return workflow;
    }

    int number(Command command) {
        return commands.of(command);
    }

    Command command(int number) {
        return commands.get(number);
    }

    int commands() {
        return commands.size();
    }

    /** Delivers a command; false if it is refused. */
    boolean deliver(long[] state, int command) {
        int after = after(node(state, command), command);
        if (after != REFUSED) {
            switch (kind(command)) {
                case REGISTRY -> Bits.registry(state, after);
                case REPO -> Bits.repo(state, after);
                case WORKFLOW -> Bits.workflow(state, after);
            }
        }
        return after != REFUSED;
    }

    private int node(long[] state, int command) {
        return switch (kind(command)) {
            case REGISTRY -> Bits.registry(state);
            case REPO -> Bits.repo(state);
            case WORKFLOW -> Bits.workflow(state);
        };
    }

    private AggregateKind kind(int command) {
        Command told = commands.get(command);
        return told instanceof RegistryCommand
                ? AggregateKind.REGISTRY
                : told instanceof RepoCommand ? AggregateKind.REPO : AggregateKind.WORKFLOW;
    }

    /** The history of a command's aggregate after it; {@link #REFUSED} if it is refused. */
    int after(int node, int command) {
        long key = (long) node << 7 | command;
        Integer known = answers.get(key);
        if (known == null) {
            known = decide(node, command);
            answers.put(key, known);
            if (known != REFUSED && known != node) {
                checkTwice(known, command);
            }
        }
        return known;
    }

    private void checkTwice(int after, int command) {
        int again = decide(after, command);
        if (again != after && again != REFUSED) {
            throw new Violation(
                    Property.IDEMPOTENCE, commands.get(command) + " changes the history when it comes once more");
        }
    }

    /** Why a command was refused. */
    Refusal refusal(long[] state, int command) {
        int node = node(state, command);
        return Objects.requireNonNull(refusals.get((long) node << 7 | command));
    }

    private int decide(int node, int command) {
        Command told = commands.get(command);
        Decision decision = decision(told, node);
        if (decision instanceof Decision.Refuse no) {
            refusals.put((long) node << 7 | command, no.refusal());
            return REFUSED;
        }
        int after = node;
        for (Event event : ((Decision.Accept) decision).events()) {
            after = switch (kind(command)) {
                case REGISTRY -> registry.append(after, event);
                case REPO -> repo.append(after, event);
                case WORKFLOW -> workflow.append(after, event);
            };
        }
        return after;
    }

    private Decision decision(Command told, int node) {
        try {
            if (told instanceof RegistryCommand command) {
                return RegistryDecider.decide(registry.view(node), command);
            }
            return told instanceof RepoCommand command
                    ? RepoDecider.decide(repo.view(node), command)
                    : workflow.view(node).decide((WorkflowCommand) told);
        } catch (RuntimeException thrown) {
            throw new Violation(Property.PURITY, told + " makes the definition throw " + thrown);
        }
    }

    /** Whether a registry would begin something else now; null stands for nothing to ask. */
    boolean accepts(int registryNode, @Nullable RegistryCommand other) {
        return other != null && RegistryDecider.decide(registry.view(registryNode), other) instanceof Decision.Accept;
    }
}
