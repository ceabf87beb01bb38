package live.weir.platform.web.ui;

import java.util.Optional;
import live.weir.platform.WeirApplication;
import live.weir.platform.launch.StartupNotice;
import live.weir.platform.testing.TestServers;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The node that the browser tests talk to: the whole application, as one starts it, in a database of its own. */
final class RunningWeir implements AutoCloseable {

    private final ConfigurableApplicationContext node;
    private final Backstage backstage;

    private RunningWeir(ConfigurableApplicationContext node, Backstage backstage) {
        this.node = node;
        this.backstage = backstage;
    }

    static RunningWeir start() {
        TestServers servers = TestServers.shared();
        String postgres = servers.freshPostgresUrl();
        ConfigurableApplicationContext node = new SpringApplicationBuilder(WeirApplication.class)
                .registerShutdownHook(false)
                .run(
                        "--server.port=0",
                        "--weir.media.port=0",
                        "--weir.rtmp.port=0",
                        "--server.address=127.0.0.1",
                        "--weir.postgres.url=" + postgres,
                        "--weir.redis.url=" + servers.freshRedisUrl());
        return new RunningWeir(node, new Backstage(postgres));
    }

    String url(String path) {
        return "http://127.0.0.1:" + node.getEnvironment().getProperty("local.server.port") + path;
    }

    /** What no page can do yet, or ever should. */
    Backstage backstage() {
        return backstage;
    }

    /** Where the console sends whoever started the node. */
    String setupLink() {
        String sentence = node.getBeanProvider(StartupNotice.class)
                .orderedStream()
                .map(notice -> notice.sentence(url("")))
                .flatMap(Optional::stream)
                .filter(said -> said.contains("/setup#"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The console does not say how to make the first administrator"));
        return sentence.substring(sentence.indexOf("http"));
    }

    @Override
    public void close() {
        node.close();
    }
}
