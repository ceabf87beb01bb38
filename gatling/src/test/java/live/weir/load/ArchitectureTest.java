package live.weir.load;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** A load test sees the server as any client does: of its code, only the protocol's messages. */
@AnalyzeClasses(packages = "live.weir", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule load_tests_import_only_the_protocol = noClasses()
            .that()
            .resideInAPackage("live.weir.load..")
            .should()
            .dependOnClassesThat(resideInAPackage("live.weir..")
                    .and(resideOutsideOfPackages("live.weir.load..", "live.weir.signaling.protocol..")));
}
