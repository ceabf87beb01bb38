package live.weir.load.http;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A response, read to its end. */
@SuppressWarnings("ArrayRecordComponent") // never compared, and never changed
public record Reply(URI uri, int status, HttpHeaders headers, byte[] body) {

    private static final int SHOWN = 160;
    private static final Pattern DETAIL = Pattern.compile("\"detail\":\"([^\"]{1,300})\"");

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public String header(String name) {
        return headers.get(name, "");
    }

    /** One line, for the report; of a problem (RFC 9457) without what is of this request alone, so that lines can be counted. */
    public String describe() {
        Matcher detail = DETAIL.matcher(text());
        String text = (detail.find() ? detail.group(1) : text()).strip().replaceAll("\\s+", " ");
        return status + (text.isEmpty() ? "" : " " + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text));
    }
}
