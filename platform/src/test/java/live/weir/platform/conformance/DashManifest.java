package live.weir.platform.conformance;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** A manifest as a player reads it. */
final class DashManifest {

    final URI uri;
    final Element root;
    final List<Period> periods = new ArrayList<>();

    /**
     * A period.
     *
     * @param start in seconds of the presentation
     * @param end likewise; {@link Double#NaN} while nobody knows
     */
    record Period(Element element, double start, double end, List<Representation> representations) {}

    /** A rung, or the sound, with what it inherits. */
    record Representation(Element element, Element set, Element template) {

        String id() {
            return element.getAttribute("id");
        }

        long number(String attribute, long otherwise) {
            return template.hasAttribute(attribute) ? Long.parseLong(template.getAttribute(attribute)) : otherwise;
        }

        double timescale() {
            return number("timescale", 1);
        }

        double offset() {
            return number("presentationTimeOffset", 0) / timescale();
        }

        /** In seconds; 0 if each segment has its own. */
        double duration() {
            return number("duration", 0) / timescale();
        }

        double early() {
            String early = template.getAttribute("availabilityTimeOffset");
            return early.isEmpty() ? 0 : Double.parseDouble(early);
        }

        /** Beginning and length of each, in seconds of the media, where they are listed. */
        List<double[]> timeline() {
            List<double[]> segments = new ArrayList<>();
            double at = 0;
            for (Element segment : children(template, "SegmentTimeline").stream()
                    .flatMap(timeline -> children(timeline, "S").stream())
                    .toList()) {
                at = segment.hasAttribute("t") ? Double.parseDouble(segment.getAttribute("t")) / timescale() : at;
                double length = Double.parseDouble(segment.getAttribute("d")) / timescale();
                int more = segment.hasAttribute("r") ? Integer.parseInt(segment.getAttribute("r")) : 0;
                for (int repeated = 0; repeated <= more; repeated++) {
                    segments.add(new double[] {at, length});
                    at += length;
                }
            }
            return segments;
        }

        String media(long number) {
            return filled(template.getAttribute("media")).replace("$Number$", Long.toString(number));
        }

        String header() {
            return filled(template.getAttribute("initialization"));
        }

        private String filled(String address) {
            return address.replace("$RepresentationID$", id());
        }
    }

    DashManifest(URI uri, byte[] bytes) throws Exception {
        this.uri = uri;
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setNamespaceAware(true);
        this.root = factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(bytes))
                .getDocumentElement();
        children(root, "Period").forEach(this::read);
    }

    private void read(Element period) {
        double start = period.hasAttribute("start")
                ? seconds(period.getAttribute("start"))
                : periods.isEmpty() ? 0 : periods.get(periods.size() - 1).end();
        List<Representation> representations = new ArrayList<>();
        for (Element set : children(period, "AdaptationSet")) {
            for (Element representation : children(set, "Representation")) {
                Element template = children(representation, "SegmentTemplate").stream()
                        .findFirst()
                        .or(() -> children(set, "SegmentTemplate").stream().findFirst())
                        .orElse(representation);
                representations.add(new Representation(representation, set, template));
            }
        }
        double end = period.hasAttribute("duration") ? start + seconds(period.getAttribute("duration")) : Double.NaN;
        periods.add(new Period(period, start, end, representations));
    }

    static List<Element> children(Element parent, String name) {
        NodeList nodes = parent.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(node -> node.getNodeType() == Node.ELEMENT_NODE && name.equals(node.getLocalName()))
                .map(Element.class::cast)
                .toList();
    }

    static double seconds(String duration) {
        return Duration.parse(duration).toNanos() / 1e9;
    }

    String get(String attribute) {
        return root.getAttribute(attribute);
    }

    boolean isLive() {
        return "dynamic".equals(get("type"));
    }

    Instant zero() {
        return Instant.parse(get("availabilityStartTime"));
    }
}
