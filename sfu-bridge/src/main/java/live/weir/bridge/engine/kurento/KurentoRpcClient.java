package live.weir.bridge.engine.kurento;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Objects;
import org.kurento.jsonrpc.client.Continuation;
import org.kurento.jsonrpc.client.JsonRpcClient;
import org.kurento.jsonrpc.internal.JsonRpcRequestSenderHelper;
import org.kurento.jsonrpc.internal.client.ClientSession;
import org.kurento.jsonrpc.internal.client.TransactionImpl.ResponseSender;
import org.kurento.jsonrpc.message.Message;
import org.kurento.jsonrpc.message.Request;
import org.kurento.jsonrpc.message.Response;

/**
 * Lets Kurento's typed API run on our connection. Of the three forms in which that API offers every call only the one with a
 * {@code Continuation} works here: the blocking one is refused, and transactions repeat themselves without end on errors.
 */
final class KurentoRpcClient extends JsonRpcClient {

    /** A notification is not answered. */
    private static final ResponseSender NO_ANSWERS = new ResponseSender() {

        @Override
        public void sendResponse(Message message) {}

        @Override
        public void sendPingResponse(Message message) {}
    };

    private final RpcConnection connection;

    KurentoRpcClient(RpcConnection connection) {
        this.connection = connection;
        this.rsHelper = new Sender();
        this.session = new ClientSession("", null, this);
    }

    /** Gives a notification to the object that it is about. On the connection's loop, so that they stay in order. */
    void deliver(JsonObject notification) {
        Request<JsonElement> request =
                new Request<>(RpcText.string(notification, "method"), notification.get("params"));
        handlerManager.handleRequest(session, request, NO_ANSWERS);
    }

    /** The connection connects by itself. */
    @Override
    public void connect() {}

    @Override
    public void setRequestTimeout(long millis) {}

    private final class Sender extends JsonRpcRequestSenderHelper {

        @Override
        protected <P, R> Response<R> internalSendRequest(Request<P> request, Class<R> resultClass) {
            throw new UnsupportedOperationException("Nothing blocks here: use the form with a continuation");
        }

        @Override
        protected void internalSendRequest(
                Request<?> request, Class<JsonElement> resultClass, Continuation<Response<JsonElement>> continuation) {
            JsonObject params = request.getParams() instanceof JsonObject object ? object : new JsonObject();
            connection
                    .request(Objects.requireNonNull(request.getMethod()), params)
                    .subscribe(result -> succeed(continuation, result), continuation::onError);
        }

        /** A result that the typed API cannot read is a failure of the server's, not of the loop's. */
        private void succeed(Continuation<Response<JsonElement>> continuation, JsonElement result) {
            try {
                continuation.onSuccess(new Response<>(result));
            } catch (RuntimeException unreadable) {
                continuation.onError(RpcFailure.of(
                        RpcFailure.Kind.NONSENSE, "An answer cannot be read: " + RpcText.excerpt("" + unreadable)));
            }
        }
    }
}
