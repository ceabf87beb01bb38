package live.weir.platform.infrastructure.cluster;

/** Something that a node which leaves would rather see end by itself; a feature contributes it as a bean. */
public interface UnderWay {

    /** For the log, in the plural: "streams that come in". */
    String what();

    int count();
}
