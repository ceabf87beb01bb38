package live.weir.load.chat;

import io.gatling.javaapi.core.Session;
import java.net.URI;
import java.util.function.Function;
import live.weir.load.dsl.LoadAction;
import live.weir.load.dsl.LoadComponents;
import live.weir.load.dsl.Step;

/** Comes into a room. */
public final class ChatAction extends LoadAction {

    private final Function<Session, String> url;
    private final Function<Session, String> token;

    ChatAction(String name) {
        this(name, expression("/ws/chat"), session -> "");
    }

    private ChatAction(String name, Function<Session, String> url, Function<Session, String> token) {
        super(name);
        this.url = url;
        this.token = token;
    }

    /** Absolute, or relative to the target; may contain expressions. */
    public ChatAction url(String newUrl) {
        return new ChatAction(name(), expression(newUrl), token);
    }

    /** Of somebody who may write; without it one only reads. */
    public ChatAction token(String newToken) {
        return new ChatAction(name(), url, expression(newToken));
    }

    @Override
    protected void begin(Step step, LoadComponents components) {
        URI address = components.protocol().resolve(url.apply(step.javaSession()));
        new RoomVisit(step, components, address, token.apply(step.javaSession())).comeIn();
    }
}
