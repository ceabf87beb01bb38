package live.weir.bridge.engine.kurento;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import live.weir.bridge.engine.kurento.RpcFailure.Kind;

/** Messages of the protocol, written and read. What a server sends is not trusted to be what it should. */
final class RpcText {

    private static final int EXCERPT = 300;

    private RpcText() {}

    static String request(int id, String method, JsonObject params) {
        JsonObject request = new JsonObject();
        request.addProperty("jsonrpc", "2.0");
        request.addProperty("id", id);
        request.addProperty("method", method);
        request.add("params", params);
        return request.toString();
    }

    /** @throws RpcFailure if it isn't an object */
    static JsonObject parse(String text) {
        try {
            if (JsonParser.parseString(text) instanceof JsonObject message) {
                return message;
            }
        } catch (JsonParseException | StackOverflowError garbage) {
            // as below; nesting without end overflows the parser
        }
        throw RpcFailure.of(Kind.NONSENSE, "Not a message of the protocol");
    }

    static int integer(JsonElement element) {
        try {
            return element.getAsInt();
        } catch (NumberFormatException | UnsupportedOperationException | IllegalStateException none) {
            return -1;
        }
    }

    static String string(JsonObject object, String name) {
        JsonElement value = object.get(name);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    }

    /** Short, and without what would break a line of a log. */
    static String excerpt(Object anything) {
        String text = anything.toString().replaceAll("\\p{Cntrl}", " ");
        return text.length() > EXCERPT ? text.substring(0, EXCERPT) + "…" : text;
    }
}
