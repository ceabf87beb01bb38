package live.weir.load.stage;

/** What somebody does on a stage. */
enum Part {
    HOST,
    GUEST,
    VIEWER
}
