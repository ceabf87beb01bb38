package live.weir.load.webrtc;

import io.gatling.javaapi.core.Session;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import live.weir.load.dsl.LoadAction;
import live.weir.load.dsl.LoadComponents;
import live.weir.load.dsl.Step;
import live.weir.load.media.Footage;
import live.weir.load.media.VideoCodec;

/** Performs by WHIP. */
public final class WhipAction extends LoadAction {

    private final Function<Session, String> url;
    private final Function<Session, String> bearer;
    private final Footage footage;
    private final int bitsPerSecond;
    private final Duration returns;

    WhipAction(String name) {
        this(name, expression("/whip"), session -> "", Footage.clip(VideoCodec.VP8), 1_000_000, Duration.ZERO);
    }

    private WhipAction(
            String name,
            Function<Session, String> url,
            Function<Session, String> bearer,
            Footage footage,
            int bitsPerSecond,
            Duration returns) {
        super(name);
        this.url = url;
        this.bearer = bearer;
        this.footage = footage;
        this.bitsPerSecond = bitsPerSecond;
        this.returns = returns;
    }

    /** Absolute, or relative to the target; may contain expressions. */
    public WhipAction url(String newUrl) {
        return new WhipAction(name(), expression(newUrl), bearer, footage, bitsPerSecond, returns);
    }

    /** May contain expressions. */
    public WhipAction bearer(String token) {
        return new WhipAction(name(), url, expression(token), footage, bitsPerSecond, returns);
    }

    public WhipAction footage(Footage newFootage) {
        return new WhipAction(name(), url, bearer, newFootage, bitsPerSecond, returns);
    }

    /** Of the picture. */
    public WhipAction bitsPerSecond(int newBitsPerSecond) {
        if (newBitsPerSecond < 10_000 || newBitsPerSecond > 50_000_000) {
            throw new IllegalArgumentException("A picture has 10,000 to 50,000,000 bits per second");
        }
        return new WhipAction(name(), url, bearer, footage, newBitsPerSecond, returns);
    }

    /** When the connection breaks, comes back by a new session, and is lost only after so long without one. */
    public WhipAction returns(Duration within) {
        return new WhipAction(name(), url, bearer, footage, bitsPerSecond, within);
    }

    @Override
    protected void begin(Step step, LoadComponents components) {
        URI address = components.protocol().resolve(url.apply(step.javaSession()));
        String token = bearer.apply(step.javaSession());
        Returning.Attempt attempt = (now, course) -> {
            SdpSession performing = new SdpSession(
                    now, components, NegotiatedSession.Role.PERFORMER, course, address, token, Duration.ZERO);
            performing.start(components.engine().performer(performing, footage, bitsPerSecond));
        };
        attempt.begin(step, returns.isZero() ? new OnlyOnce() : new Returning(returns, attempt));
    }
}
