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
    private final Duration returns;

    WhepAction(String name) {
        this(name, expression("/whep"), session -> "", Duration.ZERO, Duration.ZERO);
    }

    private WhepAction(
            String name,
            Function<Session, String> url,
            Function<Session, String> bearer,
            Duration waits,
            Duration returns) {
        super(name);
        this.waits = waits;
        this.url = url;
        this.bearer = bearer;
        this.returns = returns;
    }

    /** Absolute, or relative to the target; may contain expressions. */
    public WhepAction url(String newUrl) {
        return new WhepAction(name(), expression(newUrl), bearer, waits, returns);
    }

    /** May contain expressions. */
    public WhepAction bearer(String token) {
        return new WhepAction(name(), url, expression(token), waits, returns);
    }

    /** While nobody is on air (409), asks again for so long; what it then measures begins with the last request. */
    public WhepAction waits(Duration newWaits) {
        return new WhepAction(name(), url, bearer, newWaits, returns);
    }

    /** When the connection breaks, comes back by a new session, and is lost only after so long without a picture. */
    public WhepAction returns(Duration within) {
        return new WhepAction(name(), url, bearer, waits, within);
    }

    @Override
    protected void begin(Step step, LoadComponents components) {
        URI address = components.protocol().resolve(url.apply(step.javaSession()));
        String token = bearer.apply(step.javaSession());
        Returning.Attempt attempt = (now, course) -> {
            SdpSession viewing = new SdpSession(
                    now,
                    components,
                    NegotiatedSession.Role.VIEWER,
                    course,
                    address,
                    token,
                    course.isFirst() ? waits : Duration.ZERO);
            viewing.start(components.engine().viewer(viewing, 1));
        };
        attempt.begin(step, returns.isZero() ? new OnlyOnce() : new Returning(returns, attempt));
    }
}
