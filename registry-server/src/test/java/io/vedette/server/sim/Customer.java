package io.vedette.server.sim;

import io.vedette.client.CommandOptions;
import io.vedette.client.RefusedException;
import io.vedette.client.RegistryClient;
import io.vedette.domain.Command;
import io.vedette.domain.CommandId;

/** Sends commands, each under its own id until it is answered. */
final class Customer {

    private final String name;
    private final Life life;
    private final RegistryClient client;
    private final Dice dice;
    private final Trace trace;
    private int unanswered;

    Customer(String name, Life life, RegistryClient client, Dice dice, Trace trace) {
        this.name = name;
        this.life = life;
        this.client = client;
        this.dice = dice;
        this.trace = trace;
    }

    /** How many commands it does not know the outcome of. */
    int unanswered() {
        return unanswered;
    }

    void send(Command command) {
        send(command, () -> {});
    }

    /** Sends a command; what follows is done once it was answered. */
    void send(Command command, Runnable then) {
        CommandId id = new CommandId(dice.id());
        trace.note(name, "sends " + command + " as " + id);
        unanswered++;
        attempt(id, command, then);
    }

    private void attempt(CommandId id, Command command, Runnable then) {
        client.execute(command, CommandOptions.of(id)).subscribe(answer -> answered(then), error -> {
            if (error instanceof RefusedException) {
                answered(then);
            } else {
                life.after(dice.millis(100, 3000), () -> attempt(id, command, then));
            }
        });
    }

    private void answered(Runnable then) {
        unanswered--;
        then.run();
    }
}
