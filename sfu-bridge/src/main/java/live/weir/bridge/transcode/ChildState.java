package live.weir.bridge.transcode;

/**
 * The life of a kept child.
 *
 * <pre>
 *   WAITING ──▶ RUNNING ──it ended──▶ WAITING, longer each time ──▶ …
 *      │           │
 *      └───────────┴── close() ──▶ STOPPED
 * </pre>
 */
public enum ChildState {
    WAITING,
    RUNNING,
    STOPPED
}
