package live.weir.platform.launch;

import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/** The last line of a start: where to point the browser; and before it what else the operator should know. */
@Component
class ReadyNotice implements ApplicationListener<ApplicationReadyEvent> {

    private static final Logger log = LoggerFactory.getLogger("weir");

    private final ObjectProvider<StartupNotice> notices;

    ReadyNotice(ObjectProvider<StartupNotice> notices) {
        this.notices = notices;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        if (!(event.getApplicationContext() instanceof WebServerApplicationContext context)
                || context.getWebServer() == null
                || context.getServerNamespace() != null) {
            return;
        }
        String base = "http://localhost:" + context.getWebServer().getPort();
        notices.orderedStream()
                .sorted(Comparator.comparing(notice -> notice.getClass().getName()))
                .forEach(notice -> notice.sentence(base).ifPresent(log::info));
        log.info("Weir is ready after {}: open {}/", sinceStart(), base);
    }

    /** Since the JVM started, which is what the person at the console waited for. */
    private static String sinceStart() {
        long millis = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
