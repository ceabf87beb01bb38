package live.weir.signaling.conformance;

import java.net.URI;
import java.util.Objects;
import live.weir.signaling.http.DoorsServer;
import live.weir.testing.MarkdownTable;
import org.jspecify.annotations.Nullable;

/**
 * Examines any server, as WHIP-WHEP.md tells: prints a table, and exits with 1 if a rule is broken.
 */
public final class Conformance {

    /** The doors of this module, without a platform around them. */
    static final String OWN = "own";

    private Conformance() {}

    public static void main(String[] arguments) throws Exception {
        String address = setting("conformance", OWN);
        System.exit((address.equals(OWN) ? examineOwn() : examine(given(address))) ? 0 : 1);
    }

    static Target given(String address) {
        return new Target(
                URI.create(address.replaceFirst("/+$", "")),
                setting("conformance.channel", "conformance"),
                setting("conformance.bearer", ""),
                optional("conformance.watch-bearer"),
                null);
    }

    private static boolean examineOwn() throws Exception {
        try (DoorsServer server = new DoorsServer()) {
            return examine(Target.of(server));
        }
    }

    private static boolean examine(Target target) throws Exception {
        try (Rig rig = new Rig(target)) {
            return examine(rig);
        }
    }

    private static boolean examine(Rig rig) {
        MarkdownTable table = new MarkdownTable("door", "rule", "clause", "result", "detail");
        boolean good = true;
        for (Check check : Suite.of(rig)) {
            String result = "pass";
            String detail = "";
            try {
                check.examination().run();
            } catch (Skipped skipped) {
                result = "skipped";
                detail = Objects.toString(skipped.getMessage(), "");
            } catch (AssertionError | Exception broken) {
                result = "FAIL";
                detail = brief(broken);
                good = false;
            }
            System.err.println(result + "  " + check.name());
            table.row(check.door(), check.rule(), check.clause(), result, detail);
        }
        System.out.println(table);
        System.out.println("§ of RFC 9725, whose words the draft of WHEP repeats; \"Weir\" for what is our own.");
        return good;
    }

    private static String brief(Throwable broken) {
        String text = Objects.toString(broken.getMessage(), broken.getClass().getSimpleName())
                .strip()
                .replaceAll("\\s+", " ")
                .replace("|", "\\|");
        return text.length() > 160 ? text.substring(0, 160) + "…" : text;
    }

    static String setting(String name, String otherwise) {
        return Objects.requireNonNullElse(optional(name), otherwise);
    }

    private static @Nullable String optional(String name) {
        String value = System.getProperty(name, "");
        return value.isEmpty() ? null : value;
    }
}
