package io.vedette.cli.kill;

import io.vedette.testkit.kill.Hook;
import java.util.List;
import java.util.Locale;

/**
 * A step on the way of a deed at which a process dies.
 *
 * @param deed what is done
 * @param victim who dies
 * @param name of the step, for people
 * @param place where it is in the program
 * @param from the first passing of the place that is the step
 * @param to the last one that is still in the step
 */
record Step(Deed deed, Victim victim, String name, Hook place, int from, int to) {

    /** One of the three processes. */
    enum Victim {
        REGISTRY,
        /** The observer that has the repository when the deed begins. */
        OWNER,
        /** The other observer. */
        OTHER
    }

    /** Just before and just after the registry stores an event. */
    static List<Step> storing(Deed deed, String event, int occurrence) {
        String[] words = event.split(" ", 2);
        String saying = switch (words[0]) {
            case "workflow" -> "kind=" + deed.kind() + ", type=" + words[1] + ",";
            case "registry" -> record(words[1]) + "[repo=";
            default -> record(words[1]) + "[workflow=";
        };
        Hook decided = Places.before("server.storage.RocksStorage", "append", saying);
        Hook stored = Places.before("server.internal.command.Execution", "fold", saying);
        String again = occurrence == 1 ? "" : " again";
        return List.of(
                new Step(deed, Victim.REGISTRY, "stores " + event + again, decided, occurrence, occurrence),
                new Step(deed, Victim.REGISTRY, "has stored " + event + again, stored, occurrence, occurrence));
    }

    private static String record(String event) {
        StringBuilder name = new StringBuilder();
        for (String word : event.split("_")) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }

    @Override
    public String toString() {
        return deed + ": " + victim + " " + name;
    }
}
