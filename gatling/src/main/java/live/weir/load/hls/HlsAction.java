package live.weir.load.hls;

import io.gatling.javaapi.core.Session;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import live.weir.load.dsl.LoadAction;
import live.weir.load.dsl.LoadComponents;
import live.weir.load.dsl.Step;

/** Plays by HLS. */
public final class HlsAction extends LoadAction {

    private final Function<Session, String> url;
    private final Duration waits;

    HlsAction(String name) {
        this(name, expression("/index.m3u8"), Duration.ZERO);
    }

    private HlsAction(String name, Function<Session, String> url, Duration waits) {
        super(name);
        this.url = url;
        this.waits = waits;
    }

    /** Of a master or media playlist; absolute, or relative to the target; may contain expressions. */
    public HlsAction url(String newUrl) {
        return new HlsAction(name(), expression(newUrl), waits);
    }

    /** Asks again for so long while there is nothing to play (404, 409, 503); measures from the last time on. */
    public HlsAction waits(Duration newWaits) {
        return new HlsAction(name(), url, newWaits);
    }

    @Override
    protected void begin(Step step, LoadComponents components) {
        URI address = components.protocol().resolve(url.apply(step.javaSession()));
        new Playing(step, components, address, waits).start();
    }
}
