package live.weir.platform.account;

import java.util.Optional;

/** Something that a person at the console should read when the node has started. */
public interface StartupNotice {

    /** @param base the address of the pages, without a slash at its end */
    Optional<String> sentence(String base);
}
