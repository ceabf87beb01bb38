package live.weir.bridge.transcode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a child's pipe to its end, line by line; a line that does not end is cut. */
final class LineDrain implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(LineDrain.class);
    private static final int LONGEST_LINE = 4096;

    private final InputStream pipe;
    private final Consumer<String> lines;

    LineDrain(InputStream pipe, Consumer<String> lines) {
        this.pipe = pipe;
        this.lines = lines;
    }

    @Override
    public void run() {
        StringBuilder line = new StringBuilder();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(pipe, StandardCharsets.UTF_8))) {
            for (int next = reader.read(); next >= 0; next = reader.read()) {
                if (next != '\n') {
                    line.append((char) next);
                }
                if (next == '\n' || line.length() >= LONGEST_LINE) {
                    tell(line);
                }
            }
        } catch (IOException closed) {
            // The child is gone, and with it what it might still have said.
        }
        if (!line.isEmpty()) {
            tell(line);
        }
    }

    /** Whatever comes of it: a pipe that nobody drains would hold up the child. */
    private void tell(StringBuilder line) {
        try {
            lines.accept(line.toString());
        } catch (RuntimeException failure) {
            log.warn("A line of a child was not understood", failure);
        }
        line.setLength(0);
    }
}
