package live.weir.signaling.conformance;

import java.util.stream.Stream;
import live.weir.signaling.http.DoorsServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Every rule, kept by our own doors; none may be skipped. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhipWhepConformanceTest {

    private final DoorsServer server = new DoorsServer();
    private final Rig rig = new Rig(Target.of(server));

    @TestFactory
    Stream<DynamicTest> the_doors_keep() {
        return Suite.of(rig).stream()
                .map(check -> DynamicTest.dynamicTest(
                        check.name(), () -> check.examination().run()));
    }

    @AfterAll
    void close() throws Exception {
        rig.close();
        server.close();
    }
}
