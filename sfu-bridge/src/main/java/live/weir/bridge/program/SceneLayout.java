package live.weir.bridge.program;

/** How performers share the picture. */
public enum SceneLayout {
    GRID,
    SPEAKER,
    PICTURE_IN_PICTURE,
    SIDE_BY_SIDE,
    SCREEN_AND_FACES
}
