package io.vedette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replays to plug-ins, and two versions of one side by side. */
class ReplayPluginTest {

    private static final String HISTORY = """
            {"registry":"exreg","event":"REGISTRY_ADDED","name":"exreg"}
            {"registry":"exreg","event":"ROOT_ADDED","path":"/ex","host":"h1","hostPath":"/data"}
            {"registry":"exreg","event":"REPO_ADDED","repo":"r1","path":"/ex/a"}
            {"repo":"r1","event":"REPO_INIT_STARTED","registry":"exreg","path":"/ex/a","creator":"Ada <ada@example.com>","host":"h1","hostPath":"/data/a"}
            {"registry":"exreg","event":"REPO_ADDED","repo":"r2","path":"/ex/b"}
            {"repo":"r2","event":"REPO_INIT_STARTED","registry":"exreg","path":"/ex/b","creator":"Ada <ada@example.com>","host":"h1","hostPath":"/data/b"}
            {"repo":"r2","event":"SHADOW_REPO_CREATED","shadowPath":"/shadow/b"}
            """;

    /** Writes down how it was opened and called. */
    private static final String TELLING = """
            final java.nio.file.Path log = java.nio.file.Path.of(context.options().get("log"));
            Mono<Void> told(String text) {
                return Mono.fromRunnable(() -> {
                    try {
                        java.nio.file.Files.writeString(log, text + "\\n",
                            java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
                        java.nio.file.Files.writeString(context.shadowFolder().resolve("trace"), text);
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
            }
            public Processor processor() {
                return new Processor() {
                    public Mono<Void> enableRepo(RepoInfo info, Cause cause) {
                        return told("enable " + info.path() + " dry=" + cause.dry() + " opened dry=" + context.dry()
                            + " in " + context.shadowFolder());
                    }
                    public Mono<Void> disableRepo(RepoId repo, Cause cause) { return Mono.empty(); }
                };
            }
            """;

    @TempDir
    Path folder;

    private Path file;
    private Path log;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("history.jsonl"), HISTORY);
        log = folder.resolve("log.txt");
    }

    private Program.Result replay(String... more) {
        List<String> all = new ArrayList<>(List.of("replay", file.toString(), "--prefix", "/ex"));
        all.addAll(Arrays.asList(more));
        return Program.run(all.toArray(String[]::new));
    }

    /** A plug-in with both parts, whose processor says this when a repository is opened. */
    private String version(String name, String enable) throws IOException {
        return PluginJar.rehearsing(folder.resolve(name), """
                        public Initializer initializer() {
                            return new Initializer() {
                                public Mono<RepoInfo> getRepo(RepoId repo, Cause cause) { return Mono.just(cause.repository()); }
                                public Mono<RepoInfo> initRepo(RepoId repo, Cause cause) {
                                    String place = context.shadowFolder() + "/" + repo;
                                    return Mono.just(cause.repository().withShadow(new HostPath(place), Omissions.NONE));
                                }
                            };
                        }
                        public Processor processor() {
                            return new Processor() {
                                public Mono<Void> enableRepo(RepoInfo info, Cause cause) { return %s; }
                                public Mono<Void> disableRepo(RepoId repo, Cause cause) { return Mono.empty(); }
                            };
                        }
                        """.formatted(enable)).toString();
    }

    @Test
    void aPluginThatCannotRehearseIsRefusedUnlessItIsMeantReally() throws IOException {
        String jar = PluginJar.of(folder, """
                        public Processor processor() {
                            return new Processor() {
                                public Mono<Void> enableRepo(RepoInfo info, Cause cause) {
                                    return cause.dry() ? Mono.error(new StrongError("dry")) : Mono.empty();
                                }
                                public Mono<Void> disableRepo(RepoId repo, Cause cause) { return Mono.empty(); }
                            };
                        }
                        """).toString();

        Program.Result refused = replay("--plugin", jar);
        Program.Result really = replay("--plugin", jar, "--really");

        assertThat(refused.exit()).isEqualTo(Exit.USAGE);
        assertThat(refused.err().lines())
                .singleElement()
                .asString()
                .contains("plug-in test (" + jar + ") does not say that it can rehearse");
        assertThat(refused.out()).isEmpty();
        assertThat(really.exit()).as(really.err()).isZero();
        assertThat(really.err()).isEqualTo("vedette: replayed 7 events, 4 calls\n");
    }

    @Test
    void aRehearsalIsDryInAFolderThatIsGoneAfterwards() throws IOException {
        String jar = PluginJar.rehearsing(folder.resolve("plugin"), TELLING).toString();

        Program.Result result = replay("--plugin", jar, "--plugin-option", "log=" + log);

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.jsonLines())
                .extracting(call -> call.get("call").getAsString())
                .containsExactlyInAnyOrder(
                        "initializer.initRepo", "command.confirmShadow", "initializer.getRepo", "processor.enableRepo");
        String told = Files.readString(log).strip();
        assertThat(told).startsWith("enable /ex/b dry=true opened dry=true in ");
        assertThat(Path.of(told.substring(told.indexOf(" in ") + 4))).doesNotExist();
    }

    @Test
    void itIsCalledForRealWhenThatIsMeant() throws IOException {
        String jar = PluginJar.rehearsing(folder.resolve("plugin"), TELLING).toString();

        Program.Result result = replay("--really", "--plugin", jar, "--plugin-option", "log=" + log);

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(log).content().startsWith("enable /ex/b dry=false opened dry=false in ");
    }

    @Test
    void eachOrderHasThePluginAnew() throws IOException {
        String jar = PluginJar.rehearsing(folder.resolve("plugin"), TELLING).toString();

        Program.Result result = replay("--interleavings", "3", "--plugin", jar, "--plugin-option", "log=" + log);

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(log).content().hasLineCount(4);
    }

    @Test
    void callsThatFailAreSaid() throws IOException {
        String jar = version("v1", "Mono.error(new StrongError(\"no room\"))");

        Program.Result result = replay("--plugin", jar);

        assertThat(result.exit()).isZero();
        assertThat(result.err())
                .contains("repo r2: processor.enableRepo failed: StrongError: no room\n", "calls (1 failed)");
        assertThat(result.out()).contains("\"message\":\"1970-01-01T00:00:00Z no room\"");
    }

    @Test
    void twoVersionsThatDoTheSameAreEqualWhereverTheyPutTheirShadows() throws IOException {
        String one = version("v1", "Mono.empty()");
        String other = version("v2", "Mono.<Void>fromRunnable(() -> { })");

        Program.Result result = replay("--plugin", one, "--against", other);

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isEqualTo("vedette: compared 7 events, 8 calls, 2 repositories; no differences\n");
    }

    @Test
    void whatTwoVersionsDoDifferentlyIsShownByRepository() throws IOException {
        String one = version("v1", "Mono.empty()");
        String other = version("v2", "Mono.error(new StrongError(\"no room\"))");

        Program.Result result = replay("--plugin", one, "--against", other);

        assertThat(result.exit()).isEqualTo(Exit.FINDINGS);
        assertThat(result.out()).isEqualTo("""
                repo r2: %s (-) and %s (+) differ
                  = initializer.getRepo: returned {path=/ex/b, hostPath=/data/b, shadowPath=/shadow/b, omissions=0}
                  - processor.enableRepo path=/ex/b hostPath=/data/b shadowPath=/shadow/b: done
                  + processor.enableRepo path=/ex/b hostPath=/data/b shadowPath=/shadow/b: failed: StrongError: no room
                      differs in result; because of line 7, SHADOW_REPO_CREATED
                  + command.setRepoError message=1970-01-01T00:00:00Z no room: answered
                      because of line 7, SHADOW_REPO_CREATED
                """.formatted(one, other));
        assertThat(result.err()).endsWith("9 calls, 2 repositories; 1 has differences\n");
    }

    @Test
    void aDifferenceIsALineToo() throws IOException {
        String one = version("v1", "Mono.empty()");
        String other = version("v2", "Mono.error(new StrongError(\"no room\"))");

        Program.Result result = replay("--plugin", one, "--against", other, "-o", "jsonl");

        JsonObject difference = result.jsonLines().get(0);
        assertThat(result.jsonLines()).hasSize(1);
        assertThat(difference.get("repo").getAsString()).isEqualTo("r2");
        assertThat(difference.getAsJsonArray("plugin")).hasSize(2);
        assertThat(difference
                        .getAsJsonArray("against")
                        .get(1)
                        .getAsJsonObject()
                        .get("result")
                        .getAsString())
                .isEqualTo("failed: StrongError: no room");
    }

    @Test
    void twoVersionsAreComparedOnlyIfTheFileIsWellFormed() throws IOException {
        String jar = version("v1", "Mono.empty()");
        Files.writeString(
                file, HISTORY.replace("\"shadowPath\":\"/shadow/b\"}", "\"shadowPath\":\"/shadow/b\",\"version\":3}"));

        Program.Result result = replay("--plugin", jar, "--against", jar);

        assertThat(result.exit()).isEqualTo(Exit.USAGE);
        assertThat(result.err()).contains(file + ":7:1: the next version of repo r2 is 2, not 3");
    }
}
