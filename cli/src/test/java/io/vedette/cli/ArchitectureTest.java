package io.vedette.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which module may know which: arrows point one way only. */
class ArchitectureTest {

    private static final JavaClasses VEDETTE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.vedette");

    /** Each module's package, and the modules that it may depend on, directly or not. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("proto", Set.of()),
            Map.entry("domain", Set.of("proto")),
            Map.entry("workflows", Set.of("proto", "domain")),
            Map.entry("engine", Set.of()),
            Map.entry("client", Set.of("proto", "domain")),
            Map.entry("observer", Set.of("proto", "domain", "workflows", "engine", "client")),
            Map.entry("testkit", Set.of("proto", "domain", "workflows", "engine", "client", "observer")),
            Map.entry("server", Set.of("proto", "domain", "workflows", "engine")),
            Map.entry("minimal", Set.of("proto", "domain", "workflows", "engine", "client", "observer")),
            Map.entry("gitshadow", Set.of("proto", "domain", "workflows", "engine", "client", "observer")),
            Map.entry(
                    "cli",
                    Set.of(
                            "proto",
                            "domain",
                            "workflows",
                            "engine",
                            "client",
                            "observer",
                            "testkit",
                            "server",
                            "gitshadow")));

    @Test
    void everyClassBelongsToAModule() {
        Set<String> seen = new TreeSet<>();
        VEDETTE.forEach(each -> seen.add(moduleOf(each)));

        Assertions.assertThat(seen).containsExactlyInAnyOrderElementsOf(ARROWS.keySet());
    }

    @Test
    void arrowsBetweenModulesPointOneWay() {
        ARROWS.forEach((module, allowed) -> noClasses()
                .that()
                .resideInAPackage("io.vedette." + module + "..")
                .should()
                .dependOnClassesThat(inOtherModulesThan(module, allowed))
                .check(VEDETTE));
    }

    @Test
    void nobodySeesTheInternalsOfAnotherModule() {
        ARROWS.keySet()
                .forEach(module -> noClasses()
                        .that()
                        .resideOutsideOfPackage("io.vedette." + module + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("io.vedette." + module + ".internal..")
                        .allowEmptyShould(true)
                        .check(VEDETTE));
    }

    @Test
    void theObserverKnowsNoMetersAndTheMetersKnowOnlyWhatIsPublic() {
        noClasses()
                .that()
                .resideInAnyPackage("io.vedette..")
                .and()
                .resideOutsideOfPackages("io.vedette.observer.micrometer..", "io.vedette.cli.metrics..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vedette.observer.micrometer..", "io.micrometer..")
                .check(VEDETTE);
        noClasses()
                .that()
                .resideInAPackage("io.vedette.observer.micrometer..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vedette..internal..", "io.vedette.server..", "io.grpc..")
                .check(VEDETTE);
    }

    @Test
    void replaysNeedNoTestFramework() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.vedette.testkit",
                        "io.vedette.testkit.history",
                        "io.vedette.testkit.replay",
                        "io.vedette.testkit.standin",
                        "io.vedette.testkit.internal..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.junit..", "org.opentest4j..", "org.assertj..", "reactor.blockhound..")
                .check(VEDETTE);
    }

    @Test
    void modulesHaveNoCycles() {
        slices().matching("io.vedette.(*)..").should().beFreeOfCycles().check(VEDETTE);
    }

    @Test
    void theDomainIsPure() {
        noClasses()
                .that()
                .resideInAnyPackage("io.vedette.domain..", "io.vedette.workflows..")
                .and()
                .resideOutsideOfPackage("io.vedette.workflows.internal..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.grpc..", "reactor..", "java.io..", "java.nio.file..", "java.net..")
                .check(VEDETTE);
        noClasses()
                .that()
                .resideInAnyPackage("io.vedette.domain..", "io.vedette.workflows..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID")
                .check(VEDETTE);
    }

    @Test
    void theEngineKnowsNoRegistryAndNoWire() {
        noClasses()
                .that()
                .resideInAPackage("io.vedette.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.grpc..", "com.google.protobuf..", "com.salesforce..")
                .check(VEDETTE);
    }

    @Test
    void theEngineAndThoseWhoRunWorkflowsKnowNoKindOfThem() {
        noClasses()
                .that()
                .resideInAnyPackage("io.vedette.engine..", "io.vedette.observer..", "io.vedette.server..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.vedette.workflows.kind..")
                .check(VEDETTE);
    }

    @Test
    void nothingSleepsOnAThreadAndNothingBlocksOnAStream() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.vedette.cli..")
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .check(VEDETTE);
        noClasses()
                .that()
                .resideInAnyPackage("io.vedette.engine..", "io.vedette.observer..", "io.vedette.client..")
                .should()
                .callMethod(reactor.core.publisher.Mono.class, "block")
                .orShould()
                .callMethod(reactor.core.publisher.Flux.class, "blockLast")
                .check(VEDETTE);
    }

    @Test
    @Tag("W28")
    void nothingButTheProgramAndExamplesPrints() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.vedette.domain..",
                        "io.vedette.workflows..",
                        "io.vedette.engine..",
                        "io.vedette.client..",
                        "io.vedette.observer..",
                        "io.vedette.server..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(VEDETTE);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes()
                .that(DescribedPredicate.not(inModules(List.of("proto"))))
                .should(new ArchCondition<>("be in a null-marked package") {
                    @Override
                    public void check(JavaClass each, ConditionEvents events) {
                        boolean marked = each.getPackage().isAnnotatedWith(NullMarked.class);
                        events.add(new SimpleConditionEvent(
                                each, marked, each.getPackageName() + " has no package-info with @NullMarked"));
                    }
                })
                .check(VEDETTE);
    }

    private static DescribedPredicate<JavaClass> inOtherModulesThan(String module, Set<String> allowed) {
        return DescribedPredicate.describe(
                "are in modules other than " + module + " and " + allowed,
                each -> each.getPackageName().startsWith("io.vedette.")
                        && !moduleOf(each).equals(module)
                        && !allowed.contains(moduleOf(each)));
    }

    private static DescribedPredicate<JavaClass> inModules(List<String> modules) {
        return DescribedPredicate.describe("are in " + modules, each -> modules.contains(moduleOf(each)));
    }

    private static String moduleOf(JavaClass each) {
        return each.getPackageName().split("\\.")[2];
    }
}
