package live.weir.bridge.sdp;

import java.util.ArrayList;
import java.util.List;

/**
 * The layers of an m-line, the most wanted first (RFC 8853 §5.1). Of alternatives for one layer the first is kept: no browser writes any.
 */
public record Simulcast(List<Layer> sent, List<Layer> received) {

    static final Simulcast NONE = new Simulcast(List.of(), List.of());

    public Simulcast {
        sent = List.copyOf(sent);
        received = List.copyOf(received);
    }

    /** One layer; a paused one is written with {@code ~}. */
    public record Layer(String rid, boolean paused) {

        private static Layer parse(Words words, String alternatives) {
            int comma = alternatives.indexOf(',');
            String first = comma < 0 ? alternatives : alternatives.substring(0, comma);
            boolean paused = first.startsWith("~");
            String rid = paused ? first.substring(1) : first;
            if (rid.isEmpty()) {
                throw words.refused("a simulcast layer has no rid.");
            }
            return new Layer(rid, paused);
        }

        private String text() {
            return paused ? "~" + rid : rid;
        }
    }

    static Simulcast parse(Words words) {
        List<Layer> sent = new ArrayList<>();
        List<Layer> received = new ArrayList<>();
        do {
            String direction = words.word("the direction of the simulcast");
            List<Layer> layers = switch (direction) {
                case "send" -> sent;
                case "recv" -> received;
                default ->
                    throw words.refused("a simulcast is sent or received, not " + SdpException.quote(direction) + ".");
            };
            Words streams =
                    new Words(0, words.word("the layers of the simulcast").replace(';', ' '));
            while (streams.hasNext()) {
                words.add(layers, Layer.parse(words, streams.word("a layer")), Rid.MOST, "simulcast layers");
            }
        } while (words.hasNext());
        return new Simulcast(sent, received);
    }

    boolean isNone() {
        return sent.isEmpty() && received.isEmpty();
    }

    String line() {
        return ("simulcast:" + text("send", sent) + " " + text("recv", received))
                .replace(": ", ":")
                .stripTrailing();
    }

    private static String text(String direction, List<Layer> layers) {
        return layers.isEmpty()
                ? ""
                : direction + " "
                        + String.join(";", layers.stream().map(Layer::text).toList());
    }
}
