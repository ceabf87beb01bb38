package live.weir.bridge.transcode;

import java.util.List;

/**
 * How a child ended.
 *
 * @param status its exit code; 128 + n after signal n
 * @param lastWords the last lines of its standard error
 */
public record ChildExit(int status, List<String> lastWords) {

    public ChildExit {
        lastWords = List.copyOf(lastWords);
    }
}
