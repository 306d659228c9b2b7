package io.vedette.gitshadow;

import io.vedette.domain.HostPath;
import io.vedette.observer.MoveOrder;
import io.vedette.observer.RepoInfo;
import io.vedette.testkit.kill.Tripwire;
import io.vedette.testkit.kill.Tripwire.Passing;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The calls that {@link MoveAndFreezeKillTest} kills, each on an estate of its own, and the process that makes one. */
enum HalfDone {
    MOVE {
        @Override
        void prepare(Estate estate) throws IOException {
            fill(estate);
        }

        @Override
        void call(Estate estate) {
            try (GitShadow two = estate.open("two")) {
                Estate.move(two, order(estate));
            }
        }
    },
    SETTLE {
        @Override
        void prepare(Estate estate) throws IOException {
            MOVE.prepare(estate);
            MOVE.call(estate);
            Files.writeString(estate.tree("one", "foo").resolve("late"), "late");
            calm(estate.tree("one", "foo"));
        }

        @Override
        void call(Estate estate) {
            try (GitShadow two = estate.open("two")) {
                RepoInfo there = estate.info("two", "foo");
                HostPath shadow = there.shadow();
                if (shadow != null) {
                    Estate.getRepo(two, Estate.at(there, estate.tree("two", "foo"), shadow));
                }
            }
        }
    },
    SETTLE_WITHIN {
        @Override
        void prepare(Estate estate) throws IOException {
            fill(estate);
            try (GitShadow one = estate.open("one")) {
                Estate.move(one, estate.order(estate.info("one", "foo"), estate.tree("one", "bar")));
            }
        }

        @Override
        void call(Estate estate) {
            try (GitShadow one = estate.open("one")) {
                HostPath shadow = estate.info("one", "foo").shadow();
                if (shadow != null) {
                    Estate.getRepo(one, Estate.at(estate.info("one", "foo"), estate.tree("one", "bar"), shadow));
                }
            }
        }
    },
    DISCARD {
        @Override
        void prepare(Estate estate) throws IOException {
            MOVE.prepare(estate);
            MOVE.call(estate);
        }

        @Override
        void call(Estate estate) {
            try (GitShadow two = estate.open("two")) {
                two.discardMove(order(estate)).block(Server.SOON);
            }
        }
    },
    FREEZE {
        @Override
        void prepare(Estate estate) throws IOException {
            fill(estate);
            Files.writeString(estate.tree("one", "foo").resolve("new"), "new");
            calm(estate.tree("one", "foo"));
        }

        @Override
        void call(Estate estate) {
            try (GitShadow one = estate.open("one", InitializerContractTest.CLOCK)) {
                Estate.freeze(one, estate.info("one", "foo"));
            }
        }
    },
    UNFREEZE {
        @Override
        void prepare(Estate estate) throws IOException {
            FREEZE.prepare(estate);
            FREEZE.call(estate);
        }

        @Override
        void call(Estate estate) {
            try (GitShadow one = estate.open("one")) {
                Estate.unfreeze(one, estate.info("one", "foo"));
            }
        }
    };

    /** Makes what the call finds. */
    abstract void prepare(Estate estate) throws IOException;

    /** Opens a file server, makes the call and closes it. */
    abstract void call(Estate estate);

    /** What counts after the call: the trees exactly, and the shadows by what git finds in them. */
    Map<String, String> outcome(Estate estate) {
        Map<String, String> facts = estate.state();
        for (String root : List.of("one", "two")) {
            facts.keySet().removeIf(name -> name.startsWith(root + "-shadows"));
            Path bare = estate.shadows(root).resolve(estate.info(root, "foo").repo() + ".git");
            facts.put(root + " shadow", Files.exists(bare) ? shadow(bare) : "none");
        }
        // Their times are those of the calls.
        facts.keySet().removeIf(name -> List.of("", "one", "two").contains(name));
        return facts;
    }

    private static String shadow(Path bare) {
        String errors = Git.git(bare, "fsck", "--strict", "--no-dangling").errors();
        return errors
                + Git.git(bare, "log", "--format=%T %an %s", "main").out()
                + Exact.modes(bare).size();
    }

    static MoveOrder order(Estate estate) {
        return estate.order(estate.info("one", "foo"), estate.tree("two", "foo"));
    }

    /** As if it were killed once the copies have their places. */
    static void placeByHand(Estate estate) throws IOException {
        String id = estate.info("one", "foo").repo() + "-" + Estate.WORKFLOW;
        String bare = estate.info("one", "foo").repo() + ".git";
        for (List<Path> each : List.of(
                List.of(estate.tree("one", "foo"), estate.tree("two", "foo")),
                List.of(
                        estate.shadows("one").resolve(bare),
                        estate.shadows("two").resolve(bare)))) {
            Files.move(each.get(0), each.get(0).resolveSibling(".vedette-moved-" + id));
            Files.move(each.get(1).resolveSibling(".vedette-move-" + id), each.get(1));
        }
        Path journal = estate.shadows("two")
                .resolve(".moves")
                .resolve(estate.info("one", "foo").repo().toString());
        Files.writeString(journal, Files.readString(journal).replace("COPIED", "PLACED"));
    }

    static void fill(Estate estate) throws IOException {
        Path tree = estate.tree("one", "foo");
        Trees.file(tree, "readme", "readme");
        Trees.executable(Trees.file(tree, "sub/run", "#!"));
        Trees.link(tree, "sub/link", "run");
        Files.createDirectories(tree.resolve("empty"));
        Files.createDirectories(estate.folder().resolve("two"));
        calm(tree);
        try (GitShadow one = estate.open("one", InitializerContractTest.CLOCK)) {
            estate.init(one, "one", "foo");
        }
    }

    /** The same times in each estate. */
    private static void calm(Path tree) throws IOException {
        try (var paths = Files.walk(tree)) {
            for (Path path : paths.filter(each -> !Files.isSymbolicLink(each)).toList()) {
                Files.setLastModifiedTime(path, FileTime.fromMillis(1_700_000_000_123L));
            }
        }
        Files.setAttribute(
                tree.resolve("sub/link"),
                "lastModifiedTime",
                FileTime.fromMillis(1_700_000_000_123L),
                java.nio.file.LinkOption.NOFOLLOW_LINKS);
    }

    /** Which change it is, and whose: the innermost call of each class, so that all depths of a recursion are alike. */
    private static String kind(Passing passing) {
        Map<String, String> calls = new LinkedHashMap<>();
        for (String call : passing.calls()) {
            if (call.startsWith(GitShadow.class.getPackageName() + ".internal.")) {
                String name = call.replaceFirst("^.*\\.(?=[A-Z])", "");
                calls.putIfAbsent(name.substring(0, name.indexOf('.')), name);
            }
        }
        return passing.place().replaceFirst(" of .*", "") + " in " + String.join(" of ", calls.values());
    }

    /** Arguments: the call, the folder of its estate, and where to note the places that it passed. */
    public static void main(String[] arguments) throws Exception {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        HalfDone call = valueOf(arguments[0]);
        Estate estate = new Estate(Path.of(arguments[1]));
        if (input.readLine() == null) {
            return;
        }
        Tripwire.arm();
        call.call(estate);
        Tripwire.disarm();
        Files.write(
                Path.of(arguments[2]),
                Tripwire.noted().stream()
                        // Changed modes alone do not count as fresh.
                        .filter(each -> each.fresh() || each.place().contains("setAttribute"))
                        .map(each -> each.number() + "\t" + kind(each) + "\t" + each.place())
                        .toList());
        Runtime.getRuntime().halt(0);
    }
}
