package live.weir.load.webrtc;

import io.gatling.javaapi.core.Session;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import live.weir.load.dsl.LoadAction;
import live.weir.load.dsl.LoadComponents;
import live.weir.load.dsl.Step;

/** Watches by WHEP. */
public final class WhepAction extends LoadAction {

    private final Function<Session, String> url;
    private final Function<Session, String> bearer;
    private final Duration waits;

    WhepAction(String name) {
        this(name, expression("/whep"), session -> "", Duration.ZERO);
    }

    private WhepAction(String name, Function<Session, String> url, Function<Session, String> bearer, Duration waits) {
        super(name);
        this.waits = waits;
        this.url = url;
        this.bearer = bearer;
    }

    /** Absolute, or relative to the target; may contain expressions. */
    public WhepAction url(String newUrl) {
        return new WhepAction(name(), expression(newUrl), bearer, waits);
    }

    /** May contain expressions. */
    public WhepAction bearer(String token) {
        return new WhepAction(name(), url, expression(token), waits);
    }

    /** While nobody is on air (409), asks again for so long; what it then measures begins with the last request. */
    public WhepAction waits(Duration newWaits) {
        return new WhepAction(name(), url, bearer, newWaits);
    }

    @Override
    protected void begin(Step step, LoadComponents components) {
        URI address = components.protocol().resolve(url.apply(step.javaSession()));
        SdpSession viewing = new SdpSession(
                step, components, NegotiatedSession.Role.VIEWER, address, bearer.apply(step.javaSession()), waits);
        viewing.start(components.engine().viewer(viewing, 1));
    }
}
