package live.weir.platform.infrastructure.embedded;

/**
 * The life of an embedded service.
 *
 * <pre>
 *   STARTING ──answers──▶ RUNNING ──its process died──▶ RESTARTING
 *      │                  │     ▲                        │  │  ▲
 *      │ failed           │     └────────answers─────────┘  └──┘ failed: again after a longer pause
 *      ▼                  ▼ close()                      │
 *   STOPPED ◀─────────────┴──────────────────────────────┘ close()
 * </pre>
 */
public enum ServiceState {
    STARTING,
    RUNNING,
    RESTARTING,
    STOPPED
}
