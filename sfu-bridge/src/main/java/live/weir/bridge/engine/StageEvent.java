package live.weir.bridge.engine;

/** What happens on a stage. */
public sealed interface StageEvent {

    /** Media of a performer flows. */
    record PublicationStarted(PublicationDescription publication) implements StageEvent {}

    record PublicationEnded(PublicationDescription publication, CloseReason reason) implements StageEvent {}

    /** Somebody else is now the loudest for longer than a moment. */
    record SpeakerChanged(PerformerId performer) implements StageEvent {}
}
