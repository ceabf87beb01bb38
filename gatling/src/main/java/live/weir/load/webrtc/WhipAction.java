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

    WhipAction(String name) {
        this(name, expression("/whip"), session -> "", Footage.clip(VideoCodec.VP8), 1_000_000);
    }

    private WhipAction(
            String name,
            Function<Session, String> url,
            Function<Session, String> bearer,
            Footage footage,
            int bitsPerSecond) {
        super(name);
        this.url = url;
        this.bearer = bearer;
        this.footage = footage;
        this.bitsPerSecond = bitsPerSecond;
    }

    /** Absolute, or relative to the target; may contain expressions. */
    public WhipAction url(String newUrl) {
        return new WhipAction(name(), expression(newUrl), bearer, footage, bitsPerSecond);
    }

    /** May contain expressions. */
    public WhipAction bearer(String token) {
        return new WhipAction(name(), url, expression(token), footage, bitsPerSecond);
    }

    public WhipAction footage(Footage newFootage) {
        return new WhipAction(name(), url, bearer, newFootage, bitsPerSecond);
    }

    /** Of the picture. */
    public WhipAction bitsPerSecond(int newBitsPerSecond) {
        if (newBitsPerSecond < 10_000 || newBitsPerSecond > 50_000_000) {
            throw new IllegalArgumentException("A picture has 10,000 to 50,000,000 bits per second");
        }
        return new WhipAction(name(), url, bearer, footage, newBitsPerSecond);
    }

    @Override
    protected void begin(Step step, LoadComponents components) {
        URI address = components.protocol().resolve(url.apply(step.javaSession()));
        SdpSession performing = new SdpSession(
                step,
                components,
                NegotiatedSession.Role.PERFORMER,
                address,
                bearer.apply(step.javaSession()),
                Duration.ZERO);
        performing.start(components.engine().performer(performing, footage, bitsPerSecond));
    }
}
