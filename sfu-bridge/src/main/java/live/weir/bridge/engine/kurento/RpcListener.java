package live.weir.bridge.engine.kurento;

import com.google.gson.JsonObject;

/** What becomes of a connection; called on its event loop, in order. It must not block. */
interface RpcListener {

    /** @param anew whether the server has forgotten what was there before, or has never known us */
    void connected(boolean anew);

    /** The connection went; it is being made again. What is on the server goes on meanwhile. */
    void away();

    /** It has been away for too long. */
    void lost();

    /** A notification of the server's. */
    void notified(JsonObject notification);
}
