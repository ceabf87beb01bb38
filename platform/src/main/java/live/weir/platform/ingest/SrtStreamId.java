package live.weir.platform.ingest;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import live.weir.bridge.ingest.srt.SrtRefused;
import live.weir.bridge.ingest.srt.SrtRefused.Reason;
import live.weir.platform.channel.StreamKeys;

/**
 * What encoders enter as the stream id of SRT: a stream key; or {@code slug?key=…}; or what libsrt's guidelines for access control call
 * for: {@code #!::r=slug,m=publish,u=key}, where the key may stand as the user or as the session.
 */
final class SrtStreamId {

    private static final String PREFIX = "#!";
    private static final String LIST = "#!::";
    private static final int MOST_FIELDS = 16;

    private SrtStreamId() {}

    /** @throws SrtRefused if there is no key in it, or it is not for publishing */
    static StreamName read(String id) {
        if (id.startsWith(LIST)) {
            return ofFields(fields(id.substring(LIST.length())));
        }
        if (id.startsWith(PREFIX)) {
            throw noKey();
        }
        return StreamName.plain(id).orElseThrow(SrtStreamId::noKey);
    }

    private static Map<String, String> fields(String text) {
        Map<String, String> fields = new HashMap<>();
        for (String field : text.split(",", MOST_FIELDS)) {
            int sign = field.indexOf('=');
            if (sign > 0) {
                fields.put(field.substring(0, sign), field.substring(sign + 1));
            }
        }
        return fields;
    }

    private static StreamName ofFields(Map<String, String> fields) {
        // The guidelines' default is to request, but who brings a stream key and says nothing wants to publish.
        if (!fields.getOrDefault("m", "publish").equals("publish")) {
            throw new SrtRefused(Reason.BAD_MODE, "Nothing is played by SRT here: watch by HLS or WHEP.");
        }
        if (!fields.getOrDefault("t", "stream").equals("stream")) {
            throw new SrtRefused(Reason.BAD_REQUEST, "Only streams are taken by SRT.");
        }
        String slug = fields.get("r");
        for (String field : new String[] {"u", "s"}) {
            String value = fields.getOrDefault(field, "");
            if (StreamKeys.isKey(value)) {
                return new StreamName(slug == null || slug.isEmpty() ? null : slug, value);
            }
        }
        return Optional.ofNullable(slug).flatMap(StreamName::plain).orElseThrow(SrtStreamId::noKey);
    }

    private static SrtRefused noKey() {
        return new SrtRefused(Reason.BAD_REQUEST, "There is no stream key in the stream id.");
    }
}
