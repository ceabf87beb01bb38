package live.weir.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The chart, as an operator uses it. */
final class Chart {

    static final Path HOME = Path.of("weir");

    /** Helm keeps hooks apart from what it renders, where no test would see them. */
    private static final String WITHOUT_HOOKS =
            "migrations: {annotations: {helm.sh/hook: null, helm.sh/hook-delete-policy: null}}";

    private Chart() {}

    /** @param values YAML of one's own, over the profile's */
    static Rendered render(Profile profile, String values) {
        Cluster.there();
        TemplateCommand command =
                new Helm(HOME).template().withName("weir").withNamespace("live").withKubeVersion("1.33.0");
        for (Path file : profile.files()) {
            command = command.withValuesFile(file);
        }
        Path hooks = write(WITHOUT_HOOKS);
        Path own = write(values);
        try {
            return Rendered.of(command.withValuesFile(hooks).withValuesFile(own).call());
        } finally {
            delete(hooks);
            delete(own);
        }
    }

    /** What Helm says of values that it does not take. */
    static String refusal(Profile profile, String values) {
        try {
            render(profile, values);
        } catch (IllegalStateException refused) {
            return String.valueOf(refused.getMessage());
        }
        throw new AssertionError("Rendered, though it should have been refused:\n" + values);
    }

    static LintResult lint() {
        return new Helm(HOME).lint().strict().call();
    }

    private static Path write(String values) {
        try {
            return Files.writeString(Files.createTempFile("values", ".yaml"), values);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
