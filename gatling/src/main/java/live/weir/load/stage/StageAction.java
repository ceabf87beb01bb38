package live.weir.load.stage;

import io.gatling.javaapi.core.Session;
import java.net.URI;
import java.util.function.Function;
import live.weir.load.dsl.LoadAction;
import live.weir.load.dsl.LoadComponents;
import live.weir.load.dsl.Step;
import live.weir.load.media.Footage;
import live.weir.load.media.VideoCodec;
import org.jspecify.annotations.Nullable;

/** Comes to a stage by its socket. */
public final class StageAction extends LoadAction {

    private final Part part;
    private final Function<Session, String> url;
    private final Function<Session, String> token;
    private final int performers;
    private final @Nullable GuestList guests;
    private final Footage footage;
    private final int bitsPerSecond;

    StageAction(String name, Part part) {
        this(name, part, expression("/ws/stage"), session -> "", 1, null, Footage.clip(VideoCodec.VP8), 1_000_000);
    }

    private StageAction(
            String name,
            Part part,
            Function<Session, String> url,
            Function<Session, String> token,
            int performers,
            @Nullable GuestList guests,
            Footage footage,
            int bitsPerSecond) {
        super(name);
        this.part = part;
        this.url = url;
        this.token = token;
        this.performers = performers;
        this.guests = guests;
        this.footage = footage;
        this.bitsPerSecond = bitsPerSecond;
    }

    /** Absolute, or relative to the target; may contain expressions. */
    public StageAction url(String newUrl) {
        return new StageAction(name(), part, expression(newUrl), token, performers, guests, footage, bitsPerSecond);
    }

    /** The owner's, for a host. May contain expressions. */
    public StageAction token(String newToken) {
        return new StageAction(name(), part, url, expression(newToken), performers, guests, footage, bitsPerSecond);
    }

    /** How many a viewer sees at a time. */
    public StageAction performers(int count) {
        return new StageAction(name(), part, url, token, count, guests, footage, bitsPerSecond);
    }

    /** A host invites so many by that list. */
    public StageAction invites(int count, GuestList list) {
        return new StageAction(name(), part, url, token, count, list, footage, bitsPerSecond);
    }

    /** A guest comes by that list. */
    public StageAction from(GuestList list) {
        return new StageAction(name(), part, url, token, performers, list, footage, bitsPerSecond);
    }

    /** What a performer shows. */
    public StageAction shows(Footage newFootage, int newBitsPerSecond) {
        return new StageAction(name(), part, url, token, performers, guests, newFootage, newBitsPerSecond);
    }

    @Override
    protected void begin(Step step, LoadComponents components) {
        URI address = components.protocol().resolve(url.apply(step.javaSession()));
        StageVisit visit = new StageVisit(step, components, address, part, performers, guests);
        visit.bring(
                part == Part.VIEWER
                        ? components.engine().viewer(visit, performers)
                        : components.engine().performer(visit, footage, bitsPerSecond));
        visit.comeIn(token.apply(step.javaSession()));
    }
}
