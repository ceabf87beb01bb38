package live.weir.bridge.sdp;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes descriptions, with CRLF after every line. */
final class SdpWriter {

    private final StringBuilder text = new StringBuilder(4_096);

    String write(SessionDescription session) {
        line('v', "0");
        line('o', session.origin().line());
        line('s', "-");
        line('t', "0 0");
        for (List<String> bundle : session.bundles()) {
            attribute(("group:BUNDLE " + String.join(" ", bundle)).stripTrailing());
        }
        attributeIf(session.iceLite(), "ice-lite");
        attributeIf(session.extmapAllowMixed(), "extmap-allow-mixed");
        attribute("msid-semantic:WMS *");
        transport(session.transport());
        session.media().forEach(this::media);
        return text.toString();
    }

    String write(TrickleFragment fragment) {
        IceCredentials credentials = fragment.credentials();
        if (credentials != null) {
            credentials(credentials);
        }
        for (TrickleFragment.Media media : fragment.media()) {
            line('m', media.line().line());
            attribute("mid:" + media.mid());
            candidates(media.candidates());
        }
        return text.toString();
    }

    private void media(MediaDescription media) {
        line('m', media.line().line());
        line('c', "IN IP4 0.0.0.0");
        media.bandwidth().forEach(value -> line('b', value));
        attributeIf("mid:", media.mid());
        attribute(media.direction().attribute());
        attributeIf(media.multiplexing().bundleOnly(), "bundle-only");
        transport(media.transport());
        attributeIf(media.multiplexing().rtcpMux(), "rtcp-mux");
        attributeIf(media.multiplexing().reducedSize(), "rtcp-rsize");
        media.extensions().forEach(extension -> attribute(extension.line()));
        media.payloads().forEach(this::format);
        media.msids().forEach(msid -> attribute(msid.line()));
        media.groups().forEach(this::group);
        media.sources().forEach(this::source);
        media.rids().forEach(rid -> attribute(rid.line()));
        attributeIf(!media.simulcast().isNone(), media.simulcast().line());
        candidates(media.candidates());
    }

    private void transport(TransportDescription transport) {
        IceCredentials credentials = transport.credentials();
        if (credentials != null) {
            credentials(credentials);
        }
        attributeIf(!transport.iceOptions().isEmpty(), "ice-options:" + String.join(" ", transport.iceOptions()));
        for (Fingerprint fingerprint : transport.fingerprints()) {
            attribute("fingerprint:" + fingerprint.algorithm() + " " + fingerprint.value());
        }
        Setup setup = transport.setup();
        attributeIf("setup:", setup == null ? null : setup.attribute());
    }

    private void credentials(IceCredentials credentials) {
        attribute("ice-ufrag:" + credentials.ufrag());
        attribute("ice-pwd:" + credentials.password());
    }

    private void format(PayloadFormat format) {
        Codec codec = format.codec();
        String channels = codec.channels() == 1 ? "" : "/" + codec.channels();
        attribute("rtpmap:" + format.payloadType() + " " + codec.name() + "/" + codec.clockRate() + channels);
        codec.feedback().forEach(message -> attribute("rtcp-fb:" + format.payloadType() + " " + message));
        if (!codec.parameters().isEmpty()) {
            attribute("fmtp:" + format.payloadType() + " " + parameters(codec.parameters()));
        }
    }

    private static String parameters(Map<String, String> parameters) {
        return String.join(
                ";",
                parameters.entrySet().stream()
                        .map(entry ->
                                entry.getValue().isEmpty() ? entry.getKey() : entry.getKey() + "=" + entry.getValue())
                        .toList());
    }

    private void group(SourceGroup group) {
        StringBuilder line = new StringBuilder("ssrc-group:").append(group.semantics());
        group.ssrcs().forEach(ssrc -> line.append(' ').append(ssrc.longValue()));
        attribute(line.toString());
    }

    private void source(Source source) {
        String ssrc = "ssrc:" + source.ssrc() + " ";
        attributeIf(ssrc + "cname:", source.cname());
        Msid msid = source.msid();
        attributeIf(ssrc, msid == null ? null : msid.line());
    }

    private void candidates(CandidateList list) {
        list.candidates().forEach(candidate -> attribute(candidate.line()));
        attributeIf(list.complete(), "end-of-candidates");
    }

    private void attribute(String value) {
        line('a', value);
    }

    private void attributeIf(boolean present, String value) {
        if (present) {
            attribute(value);
        }
    }

    private void attributeIf(String name, @Nullable String value) {
        if (value != null) {
            attribute(name + value);
        }
    }

    /** A line break within a value would let whoever chose it write lines of their own. */
    private void line(char type, String value) {
        if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
            throw new SdpException("A value may not span lines: " + SdpException.quote(value) + ".");
        }
        text.append(type).append('=').append(value).append("\r\n");
    }
}
