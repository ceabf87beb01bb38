package live.weir.platform.launch;

import java.util.Optional;

/** Something the operator should read at the end of a start; a feature contributes one as a bean. */
public interface StartupNotice {

    /** @param base where the node is reached from this machine, without a slash at its end */
    Optional<String> sentence(String base);
}
