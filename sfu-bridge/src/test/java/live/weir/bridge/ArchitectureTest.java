package live.weir.bridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of the bridge. A failure names the class to move, or the arrow to argue about in review. */
@AnalyzeClasses(packages = "live.weir", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String BRIDGE = "live.weir.bridge.";
    private static final String[] JDK = {"java..", "org.jspecify..", "org.slf4j.."};

    @ArchTest
    static final ArchRule the_bridge_knows_neither_spring_nor_what_is_above_it = noClasses()
            .that()
            .resideInAPackage("live.weir.bridge..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "live.weir.signaling..", "live.weir.platform..");

    @ArchTest
    static final ArchRule the_contract_needs_the_jdk_and_reactor_only =
            onlyDependsOn("engine", "reactor..", "org.reactivestreams..");

    @ArchTest
    static final ArchRule rtp_needs_the_jdk_and_buffers_only =
            onlyDependsOn("rtp", "io.netty.buffer..", "io.netty.util..");

    @ArchTest
    static final ArchRule hls_needs_the_jdk_and_buffers_only =
            onlyDependsOn("hls", "javax.crypto..", "io.netty.buffer..", "io.netty.util..", BRIDGE + "program");

    @ArchTest
    static final ArchRule a_program_needs_the_jdk_and_buffers_only =
            onlyDependsOn("program", "io.netty.buffer..", "io.netty.util..");

    @ArchTest
    static final ArchRule sdp_needs_the_jdk_only = onlyDependsOn("sdp");

    @ArchTest
    static final ArchRule transport_knows_rtp_only = knowsOnly("transport", "rtp");

    @ArchTest
    static final ArchRule forward_knows_rtp_only = knowsOnly("forward", "rtp");

    @ArchTest
    static final ArchRule the_packet_path_has_no_reactor = noClasses()
            .that()
            .resideInAnyPackage(BRIDGE + "rtp..", BRIDGE + "forward..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("reactor..", "org.reactivestreams..");

    @ArchTest
    static final ArchRule the_embedded_engine_joins_sdp_transport_rtp_and_forward =
            knowsOnly("engine.embedded", "engine", "sdp", "transport", "rtp", "forward");

    /** Its taps are received by the ingress of {@code forward}: a server that sends plain RTP is a publisher like any other. */
    @ArchTest
    static final ArchRule the_kurento_engine_knows_the_contract_and_sdp_and_for_taps_rtp_and_forward =
            knowsOnly("engine.kurento", "engine", "sdp", "rtp", "forward");

    @ArchTest
    static final ArchRule the_tap_knows_the_contract_rtp_and_how_to_trust_clocks =
            knowsOnly("tap", "engine", "rtp", "forward.clock");

    @ArchTest
    static final ArchRule the_worker_knows_taps_and_programs =
            knowsOnly("transcode", "engine", "tap", "program", "rtp");

    @ArchTest
    static final ArchRule the_door_for_rtmp_needs_the_jdk_and_netty_only =
            onlyDependsOn("ingest.rtmp", "io.netty..", "javax.net.ssl..");

    @ArchTest
    static final ArchRule the_door_for_srt_needs_the_jdk_and_netty_only =
            onlyDependsOn("ingest.srt", "io.netty..", "javax.crypto..");

    @ArchTest
    static final ArchRule an_encoders_worker_knows_the_publisher_and_the_encoders_of_programs = noClasses()
            .that()
            .resideInAPackage(BRIDGE + "transcode.ingest..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    BRIDGE + "ingest..",
                    BRIDGE + "engine..",
                    BRIDGE + "tap..",
                    BRIDGE + "transcode.program..",
                    BRIDGE + "transcode.demo..");

    @ArchTest
    static final ArchRule recordings_know_programs_and_hls = knowsOnly("record", "hls", "program");

    @ArchTest
    static final ArchRule only_the_worker_touches_ffmpeg = noClasses()
            .that()
            .resideOutsideOfPackage(BRIDGE + "transcode..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bytedeco..");

    @ArchTest
    static final ArchRule only_its_engine_touches_kurento = noClasses()
            .that()
            .resideOutsideOfPackage(BRIDGE + "engine.kurento..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.kurento..");

    @ArchTest
    static final ArchRule of_an_engine_only_the_factory_is_public = classes()
            .that()
            .resideInAnyPackage(BRIDGE + "engine.embedded..", BRIDGE + "engine.kurento..")
            .and()
            .arePublic()
            .should()
            .haveSimpleNameEndingWith("Factory");

    @ArchTest
    static final ArchRule rooms_form_no_cycles =
            slices().matching("live.weir.bridge.(**)").should().beFreeOfCycles();

    private static ArchRule onlyDependsOn(String room, String... libraries) {
        return classes()
                .that()
                .resideInAPackage(BRIDGE + room)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(Rooms.join(JDK, libraries, BRIDGE + room));
    }

    private static ArchRule knowsOnly(String room, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(BRIDGE + room + "..")
                .should()
                .dependOnClassesThat(Rooms.of("live.weir.bridge").except(room, others));
    }
}
