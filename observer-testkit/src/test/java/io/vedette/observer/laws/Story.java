package io.vedette.observer.laws;

import io.vedette.testkit.history.HistoryLine;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** What happens, in order, and where: one case of a law. */
record Story(Setting setting, List<Scene> scenes) {

    Story {
        scenes = List.copyOf(scenes);
    }

    Story in(Setting other) {
        return new Story(other, scenes);
    }

    Story of(List<Scene> others) {
        return new Story(setting, others);
    }

    /** The story without the lines that the rule picks. */
    Story without(Predicate<HistoryLine> rule) {
        return of(scenes.stream()
                .filter(scene -> scene.line() == null || !rule.test(scene.line()))
                .toList());
    }

    /** The lines of its history. */
    List<HistoryLine> lines() {
        return scenes.stream().map(Scene::line).filter(Objects::nonNull).toList();
    }
}
