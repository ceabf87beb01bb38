package live.weir.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of the platform. A failure names the class to move, or the arrow to argue about in review. */
@AnalyzeClasses(packages = "live.weir", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String PLATFORM = "live.weir.platform.";
    private static final String[] FEATURES = {
        PLATFORM + "account..",
        PLATFORM + "channel..",
        PLATFORM + "live..",
        PLATFORM + "stage..",
        PLATFORM + "program..",
        PLATFORM + "audience..",
        PLATFORM + "chat..",
        PLATFORM + "delivery..",
        PLATFORM + "ingest.."
    };

    @ArchTest
    static final ArchRule shared_rooms_know_no_feature = noClasses()
            .that()
            .resideInAnyPackage(
                    PLATFORM + "web..",
                    PLATFORM + "security..",
                    PLATFORM + "resilience..",
                    PLATFORM + "infrastructure..",
                    PLATFORM + "telemetry..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FEATURES);

    @ArchTest
    static final ArchRule no_feature_knows_operations = noClasses()
            .that()
            .resideInAnyPackage(FEATURES)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(PLATFORM + "ops..");

    @ArchTest
    static final ArchRule nobody_depends_on_the_doors_for_encoders = noClasses()
            .that()
            .resideInAPackage("live.weir.platform..")
            .and()
            .resideOutsideOfPackage(PLATFORM + "ingest..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    PLATFORM + "ingest..", "live.weir.bridge.ingest..", "live.weir.bridge.transcode.ingest..");

    @ArchTest
    static final ArchRule guards_know_no_dependency = noClasses()
            .that()
            .resideInAPackage(PLATFORM + "resilience..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(PLATFORM + "infrastructure..", PLATFORM + "web..", PLATFORM + "security..");

    @ArchTest
    static final ArchRule embedded_services_need_no_spring = noClasses()
            .that()
            .resideInAPackage(PLATFORM + "infrastructure.embedded..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..");

    @ArchTest
    static final ArchRule only_infrastructure_speaks_to_drivers = noClasses()
            .that()
            .resideOutsideOfPackage(PLATFORM + "infrastructure..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.lettuce..",
                    "io.r2dbc.postgresql..",
                    "io.r2dbc.pool..",
                    "org.postgresql..",
                    "org.flywaydb..",
                    "software.amazon..");

    @ArchTest
    static final ArchRule nothing_blocks_on_jdbc = noClasses()
            .that()
            .resideInAPackage("live.weir..")
            .and()
            .resideOutsideOfPackage(PLATFORM + "infrastructure.database..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..");

    @ArchTest
    static final ArchRule handlers_and_repositories_stay_inside_their_feature = classes()
            .that()
            .resideInAnyPackage(FEATURES)
            .and()
            .haveSimpleNameEndingWith("Handler")
            .or()
            .resideInAnyPackage(FEATURES)
            .and()
            .haveSimpleNameEndingWith("Repository")
            .or()
            .resideInAnyPackage(FEATURES)
            .and()
            .haveSimpleNameEndingWith("Row")
            .should()
            .notBePublic();

    @ArchTest
    static final ArchRule names_say_a_role = noClasses()
            .that()
            .resideInAPackage("live.weir..")
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Impl");

    @ArchTest
    static final ArchRule features_form_no_cycles =
            slices().matching("live.weir.platform.(*)..").should().beFreeOfCycles();
}
