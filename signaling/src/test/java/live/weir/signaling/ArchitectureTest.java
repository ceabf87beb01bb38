package live.weir.signaling;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of signaling. A failure names the class to move, or the arrow to argue about in review. */
@AnalyzeClasses(packages = "live.weir", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String SIGNALING = "live.weir.signaling.";

    @ArchTest
    static final ArchRule signaling_sees_only_the_engine_contract_of_the_bridge = noClasses()
            .that()
            .resideInAPackage("live.weir.signaling..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("live.weir.bridge..").and(resideOutsideOfPackages("live.weir.bridge.engine")));

    @ArchTest
    static final ArchRule signaling_knows_nothing_of_the_platform = noClasses()
            .that()
            .resideInAPackage("live.weir.signaling..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("live.weir.platform..");

    @ArchTest
    static final ArchRule the_protocol_stands_alone = noClasses()
            .that()
            .resideInAPackage(SIGNALING + "protocol..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "live.weir.bridge..",
                    SIGNALING + "stage..",
                    SIGNALING + "http..",
                    SIGNALING + "whip..",
                    SIGNALING + "whep..",
                    SIGNALING + "socket..",
                    "org.springframework..");

    @ArchTest
    static final ArchRule the_stage_knows_none_of_its_doors = noClasses()
            .that()
            .resideInAPackage(SIGNALING + "stage..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    SIGNALING + "http..",
                    SIGNALING + "whip..",
                    SIGNALING + "whep..",
                    SIGNALING + "socket..",
                    "org.springframework..");

    @ArchTest
    static final ArchRule what_doors_share_knows_no_door = noClasses()
            .that()
            .resideInAPackage(SIGNALING + "http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SIGNALING + "whip..", SIGNALING + "whep..", SIGNALING + "socket..");

    @ArchTest
    static final ArchRule doors_know_nothing_of_one_another =
            slices().matching(SIGNALING + "(whip|whep|socket)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule nothing_is_wired_by_annotations = noClasses()
            .that()
            .resideInAPackage("live.weir.signaling..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework.stereotype..",
                    "org.springframework.context..",
                    "org.springframework.beans..",
                    "org.springframework.boot..",
                    "org.springframework.web.bind.annotation..");

    @ArchTest
    static final ArchRule rooms_form_no_cycles =
            slices().matching("live.weir.signaling.(*)..").should().beFreeOfCycles();
}
